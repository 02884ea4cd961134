import type { CompactionStatus, PermissionOption, Role, ToolKind } from "../../protocol/index.ts";
import type { AnswerProblem } from "../../rules/answers.ts";
import {
	formatAgo,
	formatBytes,
	formatCompactNumber,
	formatDuration,
	formatFullDateTime,
	formatMoney,
	formatShortcut,
	formatTime,
} from "./format.ts";
import { formatAlternatives, formatConjunction, formatNumber } from "./intl.ts";
import type { Labels } from "./Labels.ts";

const AGENT_NAMES: Readonly<Record<string, string>> = {
	claude: "Claude",
	codex: "Codex",
	opencode: "OpenCode",
	amp: "Amp",
	pi: "Pi",
	cursor: "Cursor",
	demo: "Demo agent",
};

const SUGGESTION_ACTIONS = { send: "Send", decline: "Decline", take_back: "Take back" } as const;

const COMPACTIONS: Readonly<Record<CompactionStatus | "unknown", string>> = {
	in_progress: "Compacting the conversation…",
	completed: "Conversation compacted",
	failed: "The conversation couldn’t be compacted",
	cancelled: "Compacting the conversation was stopped",
	unknown: "Compaction of the conversation",
};

const TURN_ENDS: Readonly<Record<string, string>> = {
	end_turn: "Done",
	max_tokens: "Length limit",
	max_turn_requests: "Step limit",
	refusal: "Declined",
	cancelled: "Stopped",
};

/** What an agent wants to do; `object` is empty if it does not say what with. */
const REQUESTS: Readonly<Record<ToolKind, (object: string) => string>> = {
	read: (object) => `read ${object || "a file"}`,
	edit: (object) => `edit ${object || "files"}`,
	delete: (object) => `delete ${object || "files"}`,
	move: (object) => `move ${object || "files"}`,
	search: (object) => `search ${object || "files"}`,
	execute: () => "run a command",
	think: (object) => `use ${object || "a tool"}`,
	fetch: (object) => `fetch ${object || "a page"}`,
	switch_mode: (object) => (object ? "leave plan mode" : "switch modes"),
	other: (object) => `use ${object || "a tool"}`,
};

const ANSWERED: Readonly<Record<PermissionOption["optionKind"], string>> = {
	allow_once: "Allowed once",
	allow_always: "Always allowed",
	reject_once: "Rejected",
	reject_always: "Always rejected",
	other: "Answered",
};

function joinObjects([first = "", ...others]: readonly string[]): string {
	return others.length === 0 ? first : `${first} and ${count(others.length, "more file", "more files")}`;
}

/** Three names, and how many more there are. */
function firstNames(names: readonly string[]): readonly string[] {
	return names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
}

function joinOr(names: readonly string[]): string {
	return formatAlternatives(firstNames(names), "en");
}

/** Several people, and what they do together: "Ada is typing", "Ada and Ben are typing". */
function peopleAre(names: readonly string[], doing: string): string {
	return `${formatConjunction(firstNames(names), "en")} ${names.length === 1 ? "is" : "are"} ${doing}`;
}

const DAY_MS = 86_400_000;

/** Two names and how many others there are, or three names. */
function joinAnd(names: readonly string[]): string {
	return formatConjunction(names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} others`] : names, "en");
}

function withArticle(role: Role): string {
	return `${/^[aeo]/.test(role) ? "an" : "a"} ${role}`;
}

function count(number: number, one: string, many: string): string {
	return `${number} ${number === 1 ? one : many}`;
}

const QUESTION_OUTCOMES = { answered: "Answered", opened: "Opened", declined: "Declined", dismissed: "Dismissed" };

const ANSWER_FORMATS = {
	email: "an email address",
	uri: "an address such as https://example.com",
	date: "a date",
	"date-time": "a date and a time",
	integer: "a whole number",
};

function answerProblem(problem: AnswerProblem): string {
	switch (problem.kind) {
		case "required":
			return "Needs an answer";
		case "type":
			return "Not a valid value";
		case "format":
			return `Enter ${ANSWER_FORMATS[problem.format]}`;
		case "range":
			return `Enter a number ${rangeOf(problem)}`;
		case "count":
			return `Choose ${limits(problem, "option", "options")}`;
		case "length":
			return `Enter ${limits(problem, "character", "characters")}`;
	}
}

interface Limits {
	readonly min: number | null;
	readonly max: number | null;
}

function rangeOf({ min, max }: Limits): string {
	if (min === null) return `of at most ${max}`;
	return max === null ? `of at least ${min}` : `from ${min} to ${max}`;
}

/** "at least 2 options", "1 to 3 options". */
function limits({ min, max }: Limits, one: string, many: string): string {
	if (min === null) return `at most ${count(max ?? 0, one, many)}`;
	if (max === null) return `at least ${count(min, one, many)}`;
	return min === max ? count(min, one, many) : `${min} to ${count(max, one, many)}`;
}

/** The default texts. */
export const english: Labels = {
	workspace: "Workspace chat",
	timeline: "Timeline",
	you: "You",
	agentName: (agent) => AGENT_NAMES[agent] ?? agent,

	time: (at) => formatTime(at, "en"),
	dateTime: (at) => formatFullDateTime(at, "en"),
	timeAgo: (ms) => (ms < 60_000 ? "just now" : formatAgo(ms, "en")),
	duration: (ms) => formatDuration(ms),
	shortcut: (keys, isApple) => formatShortcut(keys, isApple),
	linesChanged: (added, removed) => `${count(added, "line", "lines")} added, ${removed} removed`,

	loading: "Loading…",
	emptyTitle: "What should we work on?",
	emptyHint: "Everyone in this workspace sees the conversation.",
	emptyTitleReadOnly: "No conversation yet",
	emptyHintReadOnly: "You’ll see prompts and answers here.",
	loadingOlder: "Loading earlier messages…",
	jumpToLatest: "Jump to latest",
	newItems: (number, isPartial) => `${number}${isPartial ? "+" : ""} new`,
	newSince: (time) => `New since ${time}`,
	sinceYouLeft: (time) => `Since you left (${time})`,
	turnsEnded: (number) => count(number, "turn", "turns"),
	turnsFailed: (number) => `${number} failed`,
	notesWritten: (number) => count(number, "note", "notes"),
	mentionsOfYou: (number) => (number === 1 ? "You were mentioned" : `You were mentioned ${number} times`),
	showNew: "Show",

	search: "Search conversation",
	searchResults: (at, of, hasOlder) => {
		const where = of === 0 ? "No results" : at === 0 ? count(of, "result", "results") : `${at} of ${of}`;
		return hasOlder ? `${where} · older not searched` : where;
	},
	searchUnavailable: "Search couldn’t be loaded",
	searchOlderMatch: "Previous result",
	searchNewerMatch: "Next result",
	close: "Close",
	rowActions: "Actions",
	copyLink: "Copy link",

	composer: "Prompt",
	composerPlaceholder: (agent, completes) => {
		const name = agent === null ? "the agent" : agent === AGENT_NAMES.demo ? "the demo agent" : agent;
		const keys = [completes.commands && "/ for commands", completes.files && "@ for files"].filter(Boolean);
		return `Ask ${name}…${keys.length > 0 ? ` ${keys.join(", ")}` : ""}`;
	},
	composerBusyPlaceholder: {
		queue: "Queue a follow-up…",
		steer: "Steer the agent…",
		interrupt: "Ask for something else…",
		refuse: "Wait for this turn to end",
	},
	composerNote: "Note",
	composerNotePlaceholder: "Write to the people here, not to the agent…",
	composerSuggestion: "Suggestion",
	composerSuggestionPlaceholder: "Suggest a prompt, for others to send…",
	suggest: "Suggest",
	composerMode: "What to write",
	composerModeName: { prompt: "Prompt", note: "Note" },
	composerModeDescription: { prompt: "Prompt — the agent gets it", note: "Note — only people see it" },
	composerSuggestionDescription: "Suggestion — others send it",
	noteTooLong: (characters, limit) =>
		`${formatNumber(characters, "en")} of ${formatNumber(limit, "en")} characters — too long for a note`,
	mentions: "People and files",
	composerReadOnly: "You have view-only access. Ask an owner for edit access.",
	commands: "Commands",
	files: "Files",
	send: "Send",
	whenBusy: "While the agent is working",
	whenBusyName: { queue: "Queue", steer: "Steer", interrupt: "Interrupt", refuse: "Wait" },
	whenBusyDescription: {
		queue: "Queue — run after this turn",
		steer: "Steer — send after the current step",
		interrupt: "Interrupt — stop now and run this",
		refuse: "Wait — send when this turn ends",
	},
	whenBusySend: {
		queue: "Add to queue",
		steer: "Send after the current step",
		interrupt: "Stop and send",
		refuse: "Send",
	},
	stop: "Stop",
	stopping: "Stopping…",
	escapeAgainToStop: "Press Esc again to stop",
	settings: "Session settings",
	settingsButton: "Settings",
	settingChoice: (setting, choice) => `${setting}: ${choice}`,
	settingNotAllowed: (role) => `Only ${role === "owner" ? "owners" : `${role}s and above`} can change this.`,
	attachFiles: "Attach files",
	dropFiles: "Drop files to attach",
	attachments: "Attached files",
	removeAttachment: (name) => `Remove ${name}`,
	quotedNotes: "Quoted notes",
	removeQuote: (name) => (name === null ? "Remove the note" : `Remove the note by ${name}`),
	fileSize: (bytes) => formatBytes(bytes, "en"),
	percent: (percent) => `${percent}%`,
	sendsWhenUploaded: "Sends once files are uploaded",
	attachmentBlocksSending: (name, mayRetry) => `${mayRetry ? "Retry or remove" : "Remove"} ${name} to send`,
	promptTooLong: (characters, limit) =>
		`${formatNumber(characters, "en")} of ${formatNumber(limit, "en")} characters — too long to send`,
	promptLength: (characters, limit) => `${formatNumber(characters, "en")} of ${formatNumber(limit, "en")} characters`,
	attachAsFile: "Attach as file",
	insertAsText: "Insert as text",
	pasteOffer: (names) => `Also copied: ${names}`,
	attachOffered: "Attach",

	promptState: {
		queued: "Queued",
		running: "Running",
		done: "Done",
		failed: "Failed",
		cancelled: "Stopped",
		interrupted: "Interrupted",
		withdrawn: "Removed",
		sending: "Sending…",
		waiting: "Will send when you’re back online",
	},
	answerBy: (agent) => (agent === null ? "Answer" : `Answer by ${agent}`),
	promptBy: (name) => `Prompt by ${name}`,
	tryAgain: "Retry",
	discard: "Discard",
	unsent: (number) => (number === 1 ? "Not sent" : `${number} not sent`),
	unsentReady: "Ready to send",
	retryPossibleIn: (duration) => `Retry in ${duration}`,
	sendUnsent: (number, of) => (number > 0 && number < of ? `Send ${number}` : "Send all"),
	discardAll: "Discard all",
	discardUnsent: (number) => `Discard ${number} prompts?`,
	unsentAction: (action, text) => `${action}: “${text}”`,
	dismiss: "Dismiss",
	queue: (number) => `${number} queued`,
	suggestedPrompts: (number) => count(number, "suggestion", "suggestions"),
	decideSuggestion: { send: "Send", decline: "Decline" },
	suggestionAction: (action, text) => `${SUGGESTION_ACTIONS[action]} “${text}”`,
	declineReason: "Reason (optional)",
	sentBy: (name) => `Sent by ${name}`,
	wheelHeld: (name, until) =>
		`${name === null ? "You have" : `${name} has`} the wheel until ${formatTime(until, "en")}`,
	wheelAsked: (names) => `${joinAnd(names)} ${names.length === 1 ? "asks" : "ask"} for it`,
	wheelAction: {
		take: "Take over",
		ask: "Ask for it",
		asked: "Request sent",
		release: "Release",
	},
	handOverWheel: (name) => `Hand over to ${name}`,
	takeWheel: "Take the wheel: others then suggest",
	takeWheelFor: (minutes) =>
		`For ${minutes % 60 === 0 ? count(minutes / 60, "hour", "hours") : count(minutes, "minute", "minutes")}`,
	withdraw: "Remove from queue",
	withdrawPrompt: (text) => `Remove “${text}” from queue`,
	edit: "Edit",
	editPrompt: (text) => `Edit “${text}”`,
	save: "Save",
	cancel: "Cancel",
	moveUp: "Move up",
	moveDown: "Move down",
	movePrompt: (direction, text) => `${direction}: “${text}”`,
	promptMoved: (place, of) => `Moved to ${place} of ${of}`,
	afterStep: "Next up",
	editedBy: (name) => `Edited by ${name}`,
	promptSuspended: (name) => `Waits until ${name} is back`,
	promptWithdrawn(name, reason, explanation) {
		if (reason === "declined")
			return explanation === null ? `Declined by ${name}` : `Declined by ${name}: ${explanation}`;
		if (reason === "removed") return `Removed by ${name}`;
		return reason === "access_ended"
			? `Removed: ${name}’s access has ended`
			: `Removed: ${name} can’t send prompts anymore`;
	},

	thinking: "Thinking",
	thought: (duration) => (duration ? `Thought for ${duration}` : "Thought"),
	showMore: "Show more",
	showFull: "Show all",
	truncated: "Truncated",
	notStored: (size) => `${size} not stored`,
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
		pending: "Pending",
		in_progress: "Running",
		completed: "Done",
		failed: "Failed",
		cancelled: "Cancelled",
	},
	input: "Input",
	requestedInput: "Requested input",
	output: "Output",
	noDetails: "No details",
	commandExit: ({ code, signal }) => (signal === null ? `Exit code ${code}` : `Ended by signal ${signal}`),
	nestedCalls: (number, isRunning) =>
		`Subagent${number > 0 ? `: ${count(number, "call", "calls")}` : ""}${isRunning ? ", running" : ""}`,
	terminal: (terminalId) => `Runs in terminal ${terminalId}`,
	plan: "Plan",
	planCleared: "Cleared",
	planProgress: (done, of) => `${done} of ${of} done`,
	planStatus: { pending: "To do", in_progress: "In progress", completed: "Done" },
	content: {
		image: "Image",
		audio: "Audio",
		unknown: "Unknown content",
	},
	openFile: "Open file",
	openImage: "Open image",
	contentLoading: (name, size) => `Loading ${name.toLowerCase()}, ${size}…`,
	contentTooLarge: (name, size) => `${name} too large to show: ${size}`,
	contentUnreadable: (name) => `${name} can’t be shown: its data is damaged`,
	contentMissing: (name, size) => `${name} no longer stored: ${size}`,
	contentNotLoaded: (name) => `${name} not loaded`,
	unknownUpdate: (label) => `Unknown update: ${label}`,
	permissionWithoutOptions: "Permission request without options",

	settingChanged: (name, setting, from, to) =>
		from === null ? `${name} changed ${setting} to ${to}` : `${name} changed ${setting} from ${from} to ${to}`,
	agentChanged: (name, from, to) => `${name} changed the agent from ${from} to ${to}`,
	settingsChanged: (names, settings) =>
		`${joinAnd(names)} changed ${joinAnd(settings.map(([name, value]) => `${name} to ${value}`))}`,
	peopleJoined: (names) => `${joinAnd(names)} joined`,
	peopleRemoved: (name, people) =>
		name === null ? `Removed: ${joinAnd(people)}` : `${name} removed ${joinAnd(people)}`,
	roleChanged(name, person, from, to) {
		const change = from === null ? `to ${to}` : `from ${from} to ${to}`;
		return name === null ? `${person}’s role changed ${change}` : `${name} changed ${person}’s role ${change}`;
	},
	rolesChanged: (people) => `New roles: ${joinAnd(people)}`,
	personJoinedBy: (name, invitedBy) => `${name} joined, invited by ${invitedBy}`,
	wheelChanged(change, { by, from, to, until }) {
		const time = until === null ? "" : ` until ${formatTime(until, "en")}`;
		switch (change) {
			case "taken":
				return `${to} took the wheel${from === null ? "" : ` from ${from}`}${time}`;
			case "kept":
				return `${to} keeps the wheel${time}`;
			case "handed_over":
				return `${by} gave the wheel${by === from ? "" : ` that ${from} had`} to ${to}${time}`;
			case "released":
				return by === from ? `${from} released the wheel` : `${by} released the wheel that ${from} had`;
			case "expired":
				return `${from}’s time at the wheel is over`;
			case "left":
				return `${from} left, and nobody has the wheel`;
			case "role_lowered":
				return `${from} can’t send prompts anymore, and nobody has the wheel`;
			case "access_ended":
				return `${from} no longer has access, and nobody has the wheel`;
			default:
				return to === null ? "Nobody has the wheel" : `${to} has the wheel${time}`;
		}
	},
	personInvited: (name, role, singleUse) => `${name} made an invite${singleUse ? " for one person" : ""}: ${role}`,
	peopleInvited: (names, count) => `${joinAnd(names)} made ${count} invites`,
	workspaceRenamed(names, from, to) {
		if (to === null) return `${joinAnd(names)} removed the title “${from ?? ""}”`;
		return from === null
			? `${joinAnd(names)} named the workspace “${to}”`
			: `${joinAnd(names)} renamed the workspace from “${from}” to “${to}”`;
	},
	settingSwitch: { true: "on", false: "off" },
	contextCompacted: (status) => COMPACTIONS[status ?? "unknown"],
	backgroundWork: (ended) => (ended.length > 0 ? `Ended in the background: ${ended.join(", ")}` : "In the background"),
	unknownEvent: (name, type) => `${name}: ${type}`,

	noteBy: (name) => `Note by ${name}`,
	noteEdited: "edited",
	noteDeleted: (name) => `${name} deleted a note`,
	noteResolved: (name) => `Resolved by ${name}`,
	noteReactions: "Reactions",
	noteReaction: (emoji, names) => `${emoji} ${names.join(", ")}`,
	notes: (number) => count(number, "note", "notes"),
	noteReplies: (number) => count(number, "reply", "replies"),
	addNote: "Add a note",
	addNoteToLine: (line) => `Add a note to line ${line}`,
	diffLine: (line) => `Line ${line}`,
	replyToNote: "Reply",
	reactToNote: "Add a reaction",
	resolveThread: "Resolve",
	reopenThread: "Open again",
	sendNoteToAgent: { note: "Send to the agent", thread: "Send the thread to the agent" },
	suggestNote: { note: "Suggest as a prompt", thread: "Suggest the thread as a prompt" },
	deleteNote: "Delete note",
	deleteNoteConfirm: "Delete this note?",
	personActions: (name) => `Actions for ${name}`,
	roleOf: (name) => `Role of ${name}`,
	noRole: "No role",
	copyUserId: "Copy user ID",
	removePerson: "Remove…",
	removePersonSurely: (name) => `Really remove ${name}?`,
	makeOwnerSurely: (name) => `Really make ${name} an owner?`,
	manageMembers: "Invite and manage…",
	members: "People",
	everybody: "Everyone who was here",
	searchPeople: "Search people",
	noPersonFound: "Nobody has that name",
	showMorePeople: "Show more people",
	lastHere: (time) => `last here ${time}`,
	readOnlyLink: "Read-only link",
	readOnlyLinkHint: "Whoever has it sees the conversation, the files and what commands print, and can change nothing",
	copyReadOnlyLink: "Copy read-only link",
	inviteByLink: "Invite by link",
	inviteRole: "Role it gives",
	inviteValidity: "How long it works",
	inviteValidFor: (ms) => (ms < DAY_MS ? "For an hour" : `For ${count(ms / DAY_MS, "day", "days")}`),
	inviteSingleUse: "For one person only",
	createInvite: "Create link",
	inviteLink: "Invite link",
	inviteShownOnce: "Copy it now: it can’t be shown again",
	openInvites: "Open links",
	inviteBy: (role, name) => `${role}, by ${name}`,
	inviteState: (time, uses, singleUse) =>
		singleUse ? `for one person, until ${time}` : `used ${count(uses, "time", "times")}, until ${time}`,
	revokeInvite: "Revoke",
	revokeInviteOf: (role) => `Revoke the link for ${role}`,

	permissionRequested: (agent, kind, objects) => `${agent} wants to ${REQUESTS[kind](joinObjects(objects))}`,
	approvalRequest: "Request",
	approvalOption: {
		allow_once: "Allow",
		allow_always: "Always allow",
		reject_once: "Reject",
		reject_always: "Always reject",
		other: "Other",
	},
	quoted: (text) => `“${text}”`,
	approvalObstacle: {
		unread: "Read to the end to allow it",
		incomplete: "Part of this request was not stored, so it can’t be allowed",
	},
	approvalReadOn: "Next page",
	emptyLines: (number) => count(number, "empty line", "empty lines"),
	spaces: (number) => count(number, "space", "spaces"),
	approvalWaiting: (names, role) =>
		names.length > 0
			? `Waiting for ${joinOr(names)} to approve`
			: `Waiting for ${withArticle(role)} to approve: none is here`,
	approvalsPending: (number) => count(number, "approval needed", "approvals needed"),
	approvalRequirements: (role, approvers, given) =>
		`${given} of ${approvers} ${role === "approver" ? "" : `${role} `}${approvers === 1 ? "approval" : "approvals"}`,
	approvalRule: (rule) => `Rule: ${rule}`,
	approvalExpires: (duration) => `Expires in ${duration}`,
	approvalExpiresAt: (time) => `Expires at ${time}`,
	approvalAnswered: (kind, name, rule) =>
		[`${ANSWERED[kind]} by ${name ?? "policy"}`, rule === null ? null : `Rule: ${rule}`]
			.filter((part) => part !== null)
			.join(" · "),
	approvalCancelled: {
		stopped: "Not answered: the turn was stopped",
		turn_ended: "Not answered: the turn ended",
		interrupted: "Not answered: the agent was interrupted",
		expired: "Not answered in time",
		denied: "Denied by rule",
		too_many: "Not answered: too many requests",
		malformed: "Not answered: the request had no usable option",
		withdrawn: "Not answered: the agent took it back",
	},
	outsideWorkingDirectory: "Outside of the working folder:",

	attention: {
		approval: (text) => `Permission needed: ${text}`,
		question: (text) => `Question: ${text}`,
		suggestion: (text) => `Suggestion: ${text}`,
		wheel_request: (name) => `${name} asks for the wheel`,
		turn_finished: (text) => `Finished: ${text}`,
		turn_failed: (text) => `Failed: ${text}`,
		mention: (text) => `You were mentioned: ${text}`,
		prompt_stuck: (text) => `Not sent to the agent: ${text}`,
	},
	notifications: {
		on: "Notifications are on",
		off: "Notify me when something needs me",
		blocked: "Notifications are blocked in the browser’s settings",
	},

	questionAsked: (agent) => `${agent} asks`,
	questionsPending: (number) => count(number, "question", "questions"),
	questionSend: { answer: "Send answer", confirm: "Confirm" },
	questionDecline: "Decline",
	questionDismiss: "Dismiss",
	questionOptional: "optional",
	questionClear: "Clear",
	questionChoose: "Choose…",
	questionPattern: (pattern) => `Format: ${pattern}`,
	answerProblem,
	answerBoolean: { true: "Yes", false: "No" },
	questionIsPublic: "Everyone in this workspace can read the answer",
	questionAsksForSecret: "Don’t enter passwords, keys or codes: everyone in this workspace can read the answer",
	questionUnknown: "This form can’t be shown here, only declined",
	questionOpen: (host) => `Open ${host}`,
	questionPageWarning: {
		insecure: "This page isn’t encrypted",
		foreign: "Letters of this address can look like others",
		refused: "This address can’t be opened from here",
	},
	questionWaiting: (names, role) => `Waiting for ${names.length > 0 ? joinOr(names) : withArticle(role)} to answer`,
	questionAnswered: (outcome, name) => `${QUESTION_OUTCOMES[outcome]} by ${name}`,
	questionCancelled: {
		dismissed: "Dismissed",
		stopped: "Not answered: the turn was stopped",
		turn_ended: "Not answered: the turn ended",
		interrupted: "Not answered: the agent was interrupted",
		expired: "Not answered in time",
		withdrawn: "Not answered: the agent took it back",
		completed: "Done without an answer",
		too_many: "Not answered: too many questions",
	},
	questionCompleted: "Done",
	questionEmptyAnswer: "Nothing was chosen",

	working: "Working",
	writing: "Writing",
	waitingForApproval: "Waiting for approval",
	waitingForAnswer: "Waiting for an answer",
	workingInBackground: (title, others) =>
		title ? `In the background: ${title}${others > 0 ? ` and ${others} more` : ""}` : "Working in the background",
	stoppingTurn: (name) => (name ? `${name} is stopping the agent…` : "Stopping…"),
	runAgain: "Retry",
	editAndResend: "Edit and resend",
	continueTurn: "Continue",
	continueTurnPrompt: "Continue where you left off.",
	turnEnd: (stopReason) => (stopReason === null ? "Failed" : (TURN_ENDS[stopReason] ?? stopReason)),
	turnDetails: "Turn details",
	turnWarning: {
		max_tokens: {
			message: "The answer reached the length limit.",
			hint: "The agent can continue from here.",
		},
		max_turn_requests: {
			message: "The agent reached the step limit for one turn.",
			hint: "It can continue from here.",
		},
		refusal: {
			message: "The agent declined this prompt.",
			hint: "Try rephrasing it.",
		},
		unanswered: {
			message: "The agent ended the turn without a response.",
			hint: "Retry, or rephrase the prompt.",
		},
	},
	turnStopped: (name, prompt) => (prompt ? `Stopped by ${name} for “${prompt}”` : `Stopped by ${name}`),
	claimedBy: (name) => `${name} is on it`,
	claimedByYou: "You are on it",
	claim: "I’m on it",
	takeOver: "Take over",
	handOver: "Hand over to…",
	releaseClaim: "Release",
	filesChanged: (number) => count(number, "file", "files"),
	commandsRun: (number) => count(number, "command", "commands"),
	toolCallsMade: (number) => count(number, "tool call", "tool calls"),
	approvalsRequested: (number) => count(number, "approval", "approvals"),
	waitedForApprovals: (duration) => `${duration} waiting for people`,
	copyAnswer: "Copy answer",
	copyTurn: "Copy turn as Markdown",
	copyTranscript: "Copy transcript as Markdown",
	transcript: "Save, print, replay",
	transcriptUnavailable: "This menu couldn’t be loaded",
	saveAsMarkdown: "Save as Markdown",
	saveAsJson: "Save as JSON",
	printTranscript: "Print…",
	replay: "Replay",
	replayUnavailable: "The replay couldn’t be loaded",
	replayEmpty: "Nothing to replay",
	replayEmptyHint: "Nothing has happened in this session",
	play: "Play",
	pause: "Pause",
	replayPosition: "Position",
	replayPositionAt: (time, duration, clock) => `${time} of ${duration}, ${clock}`,
	replaySpeed: "Speed",
	replaySpeedOf: (speed) => `${formatNumber(speed, "en")}×`,
	nextMark: "Next mark",
	previousMark: "Previous mark",
	replayMark: { prompt: "Prompt", approval: "Approval", question: "Question", failure: "Failure" },
	replayMarks: (kind, number) =>
		({
			prompt: count(number, "prompt", "prompts"),
			approval: count(number, "approval", "approvals"),
			question: count(number, "question", "questions"),
			failure: count(number, "failure", "failures"),
		})[kind],
	nextMarkOf: {
		prompt: "Next prompt",
		approval: "Next approval",
		question: "Next question",
		failure: "Next failure",
	},
	readingTranscript: (number) => `Reading: ${count(number, "entry", "entries")} so far…`,
	transcriptSaved: "Saved",
	transcriptFrom: (time) => `As of ${time}`,

	participants: (number) => `${count(number, "person", "people")} here`,
	participant: (name, role) => `${name} · ${role}`,
	nameWithYou: (name) => `${name} (you)`,
	presenceStatus: { here: "Here", idle: "Idle", away: "Away" },
	typing: (names) => `${peopleAre(names, "typing")}…`,
	readingHere: (names) => peopleAre(names, "reading here"),
	lookingAtThis: (names) => peopleAre(names, "looking at this"),
	fileOpenToo: (names) =>
		`${formatConjunction(firstNames(names), "en")} ${names.length === 1 ? "has" : "have"} this open`,
	follow: (name) => `Follow ${name}`,
	following: (name) => `Following ${name}`,
	stopFollowing: "Stop following",
	role: { viewer: "Viewer", commenter: "Commenter", editor: "Editor", approver: "Approver", owner: "Owner" },
	usage: (used, size) => `${formatCompactNumber(used, "en")} / ${formatCompactNumber(size, "en")} tokens`,
	cost: (amount, currency) => formatMoney(amount, currency, "en"),
	sessionCost: "Session cost",
	tokens: (number) => `${formatCompactNumber(number, "en")} tokens`,
	number: (number) => formatNumber(number, "en"),
	usageOf: { session: "This session", turn: "This turn" },
	usagePart: {
		input: "Input tokens",
		cachedRead: "Cache read",
		cachedWrite: "Cache write",
		output: "Output tokens",
		thought: "Of these, thinking",
		total: "Total tokens",
		context: "Context",
		cost: "Cost",
	},
	agentChoice: "Agent",
	agentBusy: "The agent can’t be changed while it works.",
	loginNeeded: (agent) => `${agent} needs a login`,
	loginNotAllowed: "Ask an owner to log it in.",
	loginPending: (method) => `Waiting for the login: ${method}`,
	loginInTerminal: "In a terminal of the sandbox, run the agent’s program with",
	loginVariables: "Set in the agent’s environment:",
	loginPage: "Where to get it",
	sessionOffline: "Idle. Starts with the next prompt.",
	sessionStarting: "Starting the agent…",
	sessionReady: "Agent is ready",
	sessionRestoring: "Restoring the agent…",
	sessionFailed: "Agent is unreachable",
	sessionLastKnown: {
		offline: "Agent was idle when the connection was lost",
		starting: "Agent was starting when the connection was lost",
		ready: "Agent was ready when the connection was lost",
		restoring: "Agent was being restored when the connection was lost",
		failed: "Agent was unreachable when the connection was lost",
	},
	retryIn: (duration) => `Retrying in ${duration}`,
	suggestions: "Suggestions",
	unreachable: (address) =>
		address === null
			? "Can’t reach the server. Still trying."
			: `No server has answered at ${address} yet. Still trying.`,
	reconnecting: "Connection lost. Your messages will be sent when it’s back.",
	offline: "You’re offline. Your messages will be sent when you reconnect.",
	partFailed: "This part can’t be shown",
	details: "Details",
	itemNotFound: "This link points to something that was removed.",
	error: (error) => error,

	panel: "Files and processes",
	openPanel: "Show files and processes",
	hidePanel: "Hide files and processes",
	closePanel: "Close files and processes",
	reload: "Refresh",
	closeFile: "Close file",
	folderEmpty: "Empty folder",
	folderTruncated: "Not all files are shown",
	fileBinary: (mimeType) => `Binary file (${mimeType})`,
	fileTooLarge: "Too large to display",
	processes: "Processes",
	sandboxProcesses: "In the sandbox",
	backgroundTasks: "Run by the agent",
	stopBackground: "Stop all",
	startedBy: (name) => `for ${name}`,
	noProcesses: "No background processes",
	processState: ({ status, exitCode }) => {
		if (status === "running") return "Running";
		return exitCode === null ? "Ended" : `Exit ${exitCode}`;
	},
	noOutput: "No output yet",
	outputSkipped: "Earlier output hidden",

	copy: "Copy",
	copied: "Copied",
	copyFailed: "Couldn’t copy",
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
		emptied: "All lines removed",
		unchanged: "No changes",
		too_large: "Too large to compare",
	},
	emptyFile: "Empty file",
	lineEndings: (from, to) => `Line endings: ${from === null ? to : `${from} → ${to}`}`,
	noFinalNewline: { file: "No newline at end of file", part: "No newline at the end" },
	diffVersions: { old: "Before", new: "After" },
	diffSideBySide: "Side by side",
	showUnchanged: (lines) => `Show ${count(lines, "unchanged line", "unchanged lines")}`,
	showAllLines: (lines) => `Show all ${formatNumber(lines, "en")} lines`,
	terminalOutput: "Command output",

	workspaces: "Sessions",
	searchWorkspaces: "Search sessions",
	workspaceFilter: "Show",
	workspaceFilters: {
		all: "All",
		attention: "Needs you",
		working: "Working",
		failed: "Failed",
		archived: "Archived",
	},
	newWorkspace: "New session",
	noWorkspaces: "No sessions yet",
	noWorkspacesFound: "No sessions match",
	workspacesLastKnown: "Connection lost, so this may be out of date",
	workspaceActivity: { working: "Working", waiting: "Waiting for an answer", failed: "Failed", idle: "Idle" },
	needsYou: (number) => (number === 1 ? "Needs you" : `Needs you · ${number}`),
	unreadInWorkspace: (number) => `${number} unread`,
	pinned: "Pinned",
	workspaceActions: (title) => `Actions for ${title}`,
	renameWorkspace: "Rename",
	workspaceTitle: "Title",
	pinWorkspace: "Pin",
	unpinWorkspace: "Unpin",
	archiveWorkspace: "Archive",
	restoreWorkspace: "Restore from archive",
};
