import { formatDuration } from "./formatDuration.ts";
import { formatTime } from "./formatTime.ts";
import type { Labels } from "./Labels.ts";

const AGENT_NAMES: Readonly<Record<string, string>> = {
	claude: "Claude",
	codex: "Codex",
	opencode: "OpenCode",
	amp: "Amp",
	pi: "Pi",
	cursor: "Cursor",
	mock: "Demo agent",
};

const TURN_ENDS: Readonly<Record<string, string>> = {
	end_turn: "Done",
	max_tokens: "Stopped at the token limit",
	max_turn_requests: "Stopped at the request limit",
	refusal: "The agent declined",
	cancelled: "Stopped",
};

function count(number: number, one: string, many: string): string {
	return `${number} ${number === 1 ? one : many}`;
}

/** The texts that are shown where none are given. */
export const english: Labels = {
	workspace: "Workspace chat",
	timeline: "Timeline",
	you: "You",
	agentName: (agent) => AGENT_NAMES[agent] ?? agent,

	time: (at) => formatTime(at, "en"),
	duration: (ms) => formatDuration(ms),
	linesChanged: (added, removed) => `${count(added, "line", "lines")} added, ${removed} removed`,

	loading: "Loading the workspace",
	emptyTitle: "Nothing here yet",
	emptyHint: "Ask the agent for something. Everyone in this workspace sees it, and can answer.",
	loadOlder: "Load older",
	loadingOlder: "Loading older",
	beginning: "The beginning",
	jumpToLatest: "Jump to latest",
	newItems: (number) => `${number} new`,
	newDay: (at) => new Date(at).toLocaleDateString("en", { weekday: "long", month: "long", day: "numeric" }),

	composer: "Prompt",
	composerPlaceholder: (agent) => (agent ? `Ask ${agent}` : "Ask the agent"),
	composerBusyPlaceholder: "Add to the queue",
	composerReadOnly: "You can read along here. Ask the owner for a role that may send prompts.",
	send: "Send",
	queueUp: "Add to queue",
	stop: "Stop",
	stopping: "Stopping",
	settings: "Session settings",
	switchOn: "On",
	switchOff: "Off",
	promptTooLong: (characters, limit) =>
		`${characters.toLocaleString("en")} of ${limit.toLocaleString("en")} characters: too long to send`,

	promptState: {
		queued: "Queued",
		running: "Running",
		done: "Done",
		failed: "Failed",
		cancelled: "Stopped",
		interrupted: "Interrupted",
		withdrawn: "Withdrawn",
		sending: "Sending",
		unsent: "Not sent",
	},
	promptBy: (name) => `Prompt by ${name}`,
	tryAgain: "Try again",
	discard: "Discard",
	dismiss: "Dismiss",
	queue: (number) => `${number} queued`,
	withdraw: "Withdraw",
	withdrawPrompt: (text) => `Withdraw “${text}”`,

	thinking: "Thinking",
	thought: (duration) => (duration ? `Thought for ${duration}` : "Thought"),
	showMore: "Show more",
	showWhole: "Show the whole",
	cutShort: "This was cut because it is long.",
	toolKind: {
		read: "Read",
		edit: "Edit",
		delete: "Delete",
		move: "Move",
		search: "Search",
		execute: "Run",
		think: "Think",
		fetch: "Fetch",
		switch_mode: "Switch mode",
		other: "Tool",
	},
	toolStatus: {
		pending: "Waiting",
		in_progress: "Running",
		completed: "Done",
		failed: "Failed",
		cancelled: "Stopped",
	},
	input: "Input",
	output: "Output",
	noDetails: "The agent gave no details.",
	terminal: (terminalId) => `Terminal ${terminalId}`,
	plan: "Plan",
	planProgress: (done, of) => `${done} of ${of} done`,
	planStatus: { pending: "To do", in_progress: "In progress", completed: "Done" },
	content: {
		text: "Text",
		image: "Image",
		audio: "Audio",
		resource_link: "Link",
		resource: "File",
		unknown: "Unknown content",
	},
	unknownUpdate: (label) => `Unknown update: ${label}`,

	approval: "Permission",
	approvalAsks: (agent) => `${agent} asks for permission`,
	approvalsWaiting: (number) => `${count(number, "more permission", "more permissions")} waiting`,
	approvalAnswered: (option, name) => `${option} · ${name}`,
	approvalCancelled: {
		stopped: "Not answered: the turn was stopped",
		turn_ended: "Not answered: the turn ended",
		interrupted: "Not answered: the agent was interrupted",
	},
	approvalNotYours: "Someone with the role to approve has to answer this.",
	showInTimeline: "Show in timeline",

	working: "Working",
	writing: "Writing",
	waitingForApproval: "Waiting for permission",
	stoppingTurn: (name) => (name ? `Stopped by ${name}, waiting for the agent` : "Stopping"),
	turnEnd: (stopReason) => (stopReason === null ? "Failed" : (TURN_ENDS[stopReason] ?? stopReason)),
	filesTouched: (number) => count(number, "file", "files"),
	commandsRun: (number) => count(number, "command", "commands"),

	participants: (number) => `${count(number, "person", "people")} here`,
	participant: (name, role) => `${name}, ${role}`,
	sessionOffline: "Asleep. The agent starts with the next prompt.",
	sessionStarting: "The agent is starting",
	sessionReady: "The agent is ready",
	sessionRestoring: "The agent is being brought back",
	sessionFailed: "The agent cannot be reached",
	retryIn: (duration) => `Trying again in ${duration}`,
	connecting: "Connecting",
	reconnecting: "Connection lost. What you send is kept and goes out when it is back.",
	offline: "You are offline. What you send is kept and goes out when you are back.",
	refused: "This workspace cannot be opened",
	closed: "Disconnected",
	details: "Details",
};
