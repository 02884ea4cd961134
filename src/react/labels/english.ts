import { formatAgo } from "./formatAgo.ts";
import { formatBytes } from "./formatBytes.ts";
import { formatCompactNumber } from "./formatCompact.ts";
import { formatDuration } from "./formatDuration.ts";
import { formatFullDateTime } from "./formatMoment.ts";
import { formatMoney } from "./formatMoney.ts";
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
	max_tokens: "Cut off",
	max_turn_requests: "Out of steps",
	refusal: "Declined",
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
	dateTime: (at) => formatFullDateTime(at, "en"),
	timeAgo: (ms) => formatAgo(ms, "en"),
	duration: (ms) => formatDuration(ms),
	linesChanged: (added, removed) => `${count(added, "line", "lines")} added, ${removed} removed`,

	loading: "Loading the workspace",
	emptyTitle: "Nothing here yet",
	emptyHint: "Ask the agent for something. Everyone in this workspace sees it, and can answer.",
	loadingOlder: "Loading older",
	jumpToLatest: "Jump to latest",
	newItems: (number) => `${number} new`,

	search: "Search the timeline",
	searchResults: (at, of, hasOlder) => {
		const where = of === 0 ? "Nothing found" : at === 0 ? `${of} found` : `${at} of ${of}`;
		return hasOlder ? `${where} in what is loaded` : where;
	},
	searchOlderMatch: "Older place",
	searchNewerMatch: "Newer place",
	close: "Close",
	copyLink: "Copy link",

	composer: "Prompt",
	composerPlaceholder: (agent) => (agent ? `Ask ${agent}` : "Ask the agent"),
	composerBusyPlaceholder: {
		queue: "Add to the queue",
		steer: "Steer the agent after its current step",
		interrupt: "Stop the turn and ask this instead",
		refuse: "Wait until the turn has ended",
	},
	composerReadOnly: "You can read along here. Ask the owner for a role that may send prompts.",
	commands: "Commands",
	files: "Files",
	send: "Send",
	whenBusy: "While the agent works",
	whenBusyName: { queue: "Queue", steer: "Steer", interrupt: "Interrupt", refuse: "Wait" },
	whenBusyDescription: {
		queue: "Queue: runs after this turn",
		steer: "Steer: runs after the current step (Ctrl+Enter or ⌘+Enter)",
		interrupt: "Interrupt: stops the turn now and runs next, this once",
		refuse: "Wait: can be sent when the turn has ended",
	},
	whenBusySend: {
		queue: "Add to queue",
		steer: "Send after the current step",
		interrupt: "Stop the turn and send",
		refuse: "Send",
	},
	stop: "Stop",
	stopping: "Stopping",
	settings: "Session settings",
	settingChoice: (setting, choice) => `${setting}: ${choice}`,
	attachFiles: "Attach files",
	dropFiles: "Drop files to attach them",
	attachments: "Attached files",
	removeAttachment: (name) => `Remove ${name}`,
	fileSize: (bytes) => formatBytes(bytes, "en"),
	percent: (percent) => `${percent} %`,
	sendsWhenUploaded: "Sends when the files are uploaded",
	attachmentBlocksSending: (name, mayRetry) => `Remove ${name}${mayRetry ? " or try it again" : ""} to send`,
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
		waiting: "Waits for the connection",
		unsent: "Not sent",
	},
	promptBy: (name) => `Prompt by ${name}`,
	tryAgain: "Try again",
	discard: "Discard",
	dismiss: "Dismiss",
	queue: (number) => `${number} queued`,
	withdraw: "Withdraw",
	withdrawPrompt: (text) => `Withdraw “${text}”`,
	edit: "Edit",
	editPrompt: (text) => `Edit “${text}”`,
	save: "Save",
	cancel: "Cancel",
	moveUp: "Move up",
	moveDown: "Move down",
	movePrompt: (direction, text) => `${direction}: “${text}”`,
	promptMoved: (place, of) => `Moved to place ${place} of ${of}`,
	afterStep: "After this step",
	editedBy: (name) => `Edited by ${name}`,

	thinking: "Thinking",
	thought: (duration) => (duration ? `Thought for ${duration}` : "Thought"),
	showMore: "Show more",
	showFull: "Show the whole",
	truncated: "This was cut because it is long.",
	notStored: (size) => `${size} of it were too much to keep.`,
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
		image: "Image",
		audio: "Audio",
		unknown: "Unknown content",
	},
	unknownUpdate: (label) => `Unknown update: ${label}`,

	permissionRequested: (agent) => `${agent} asks for permission`,
	approvalsPending: (number) => count(number, "permission waits", "permissions wait"),
	approvalRequirements: (role, approvers, given) => {
		if (approvers === 1) return `Waits for ${/^[aeo]/.test(role) ? "an" : "a"} ${role}`;
		return `Needs ${approvers} ${role}s${given > 0 ? `, ${given} so far` : ""}`;
	},
	approvalRule: (rule) => `rule “${rule}”`,
	approvalExpires: (duration) => `Expires in ${duration}`,
	approvalExpiresAt: (time) => `Expires at ${time}`,
	approvalAnswered: (option, name, rule) =>
		[option, name, rule === null ? null : `rule “${rule}”`].filter((part) => part !== null).join(" · "),
	approvalCancelled: {
		stopped: "Not answered: the turn was stopped",
		turn_ended: "Not answered: the turn ended",
		interrupted: "Not answered: the agent was interrupted",
		expired: "Not answered in time",
		denied: "Denied by rule",
		too_many: "Not asked: too many were waiting",
	},
	approvalNotAllowed: "Your role may not answer this.",
	outsideWorkingDirectory: "Outside of the working folder:",

	working: "Working",
	writing: "Writing",
	waitingForApproval: "Waiting for permission",
	stoppingTurn: (name) => (name ? `Stopped by ${name}, waiting for the agent` : "Stopping"),
	runAgain: "Run again",
	continueTurn: "Ask to go on",
	continueTurnPrompt: "Go on where you stopped.",
	turnEnd: (stopReason) => (stopReason === null ? "Failed" : (TURN_ENDS[stopReason] ?? stopReason)),
	turnUnanswered: "No answer",
	turnWarning: {
		max_tokens: {
			message: "The answer reached the length limit and was cut off.",
			hint: "Ask the agent to go on: it remembers what it has done.",
		},
		max_turn_requests: {
			message: "The agent reached the limit of steps for one turn before it was done.",
			hint: "Ask it to go on: it remembers what it has done.",
		},
		refusal: {
			message: "The agent declined, and will not remember this prompt.",
			hint: "Ask for it in other words.",
		},
		unanswered: {
			message: "The agent ended the turn without an answer.",
			hint: "Run the prompt again, or ask for it in other words.",
		},
	},
	turnStopped: (name, prompt) => (prompt ? `Stopped by ${name} for “${prompt}”` : `Stopped by ${name}`),
	filesChanged: (number) => count(number, "file", "files"),
	commandsRun: (number) => count(number, "command", "commands"),
	toolCallsMade: (number) => count(number, "tool call", "tool calls"),
	approvalsRequested: (number) => count(number, "permission asked", "permissions asked"),
	waitedForApprovals: (duration) => `waited ${duration} for people`,
	copyAnswer: "Copy answer",
	copyTurn: "Copy turn as Markdown",
	copyTranscript: "Copy transcript as Markdown",

	participants: (number) => `${count(number, "person", "people")} here`,
	participant: (name, role) => `${name}, ${role}`,
	role: { viewer: "viewer", commenter: "commenter", editor: "editor", approver: "approver", owner: "owner" },
	usage: (used, size) => `${formatCompactNumber(used, "en")} of ${formatCompactNumber(size, "en")} tokens in context`,
	cost: (amount, currency) => formatMoney(amount, currency, "en"),
	sessionOffline: "Asleep. The agent starts with the next prompt.",
	sessionStarting: "The agent is starting",
	sessionReady: "The agent is ready",
	sessionRestoring: "The agent is being brought back",
	sessionFailed: "The agent cannot be reached",
	retryIn: (duration) => `Trying again in ${duration}`,
	reconnecting: "Connection lost. What you send is kept and goes out when it is back.",
	offline: "You are offline. What you send is kept and goes out when you are back.",
	details: "Details",
	itemNotFound: "What the link leads to is no longer here.",
	error: (fault) => fault,

	panel: "Files and processes",
	openPanel: "Show files and processes",
	hidePanel: "Hide files and processes",
	closePanel: "Close files and processes",
	reload: "Load again",
	closeFile: "Close the file",
	folderEmpty: "Nothing in here",
	folderTruncated: "There are more files here than are shown.",
	fileBinary: (mimeType) => `This file is no text (${mimeType}).`,
	fileTooLarge: "This file is too large to be shown here.",
	processes: "Processes",
	noProcesses: "No processes. Programs that are started through the sandbox show up here.",
	processState: ({ status, exitCode }) => {
		if (status === "running") return "Running";
		return exitCode === null ? "Ended" : `Exit ${exitCode}`;
	},
	noOutput: "Nothing printed yet",
	outputSkipped: "What was printed before is not shown.",

	copy: "Copy",
	copied: "Copied",
	copyFailed: "Copying failed",
	code: (language) => (language ? `Code in ${language}` : "Code"),
	table: "Table",
	footnote: (label) => `Footnote ${label}`,
	footnoteBack: "Back to the text",
	taskDone: "Done",
	taskToDo: "To do",
	imageNotLoaded: (alt) => (alt ? `Image: ${alt}` : "Image"),
	diff: (path) => `Changes in ${path}`,
	diffState: {
		new: "New",
		deleted: "Deleted",
		unchanged: "No changes",
		too_large: "Too large to compare",
	},
	diffVersions: { old: "Before", new: "After" },
	diffSideBySide: "Side by side",
	showUnchanged: (lines) => `Show ${count(lines, "unchanged line", "unchanged lines")}`,
	showAllLines: (lines) => `Show all ${lines.toLocaleString("en")} lines`,
	terminalOutput: "Command output",
};
