import type { AttentionKind, ComposerMode, ReplayMarkKind } from "../../core/index.ts";
import type {
	ApprovalState,
	CompactionStatus,
	DirectoryFilter,
	NoticeCode,
	PermissionOption,
	PresenceStatus,
	PromptState,
	QuestionState,
	Role,
	SandboxProcess,
	SessionStatus,
	ToolCallStatus,
	ToolKind,
	WheelChange,
	WhenBusy,
	WithdrawalReason,
	WorkspaceActivity,
	WorkspaceErrorCode,
} from "../../protocol/index.ts";
import type { AnswerProblem } from "../../rules/answers.ts";

/** The text of an error or a notice. */
export interface ErrorText {
	/** What happened, for programs. Absent if nothing but the text is known. */
	readonly code?: WorkspaceErrorCode | NoticeCode | undefined;
	/** What happened and why it matters, in one sentence. */
	readonly message: string;
	/** What to do about it, in one sentence. */
	readonly hint?: string | undefined;
	/** The agent's or server's own message, unchanged. */
	readonly detail?: string | undefined;
}

/** How a turn ends early although nothing failed: three of ACP's stop reasons, and a turn without any output. */
export type TurnWarning = "max_tokens" | "max_turn_requests" | "refusal" | "unanswered";

/** The people of a change of the wheel, by their names; null for nobody. */
export interface WheelChangeLabels {
	/** Who did it; null when it has ended by itself. */
	readonly by: string | null;
	/** Who had it before. */
	readonly from: string | null;
	/** Who has it since then. */
	readonly to: string | null;
	/** When it ends, in milliseconds since 1970; null if nobody has it. */
	readonly until: number | null;
}

/**
 * Every text that a person reads or a screen reader speaks, grouped by place. Texts with values in them are functions.
 * Replace any of them with the `labels` of `<WorkspaceProvider>` or `<WorkspaceChat>`.
 *
 * @example
 * const GERMAN = { send: "Senden", stop: "Anhalten" };
 *
 * <WorkspaceChat workspaceId="acme/web" labels={GERMAN} endpoint={endpoint} />
 */
export interface Labels {
	/** The name of the whole chat, for assistive technology. */
	readonly workspace: string;
	/** The name of the timeline, for assistive technology. */
	readonly timeline: string;
	/** Instead of the name of the current user. */
	readonly you: string;
	/** The display name of an agent, by its id: `claude`, `codex`, … */
	readonly agentName: (agent: string) => string;

	// Times and quantities
	/** A short time, with the date if it is not near now; `at` is in milliseconds since 1970. */
	readonly time: (at: number) => string;
	/** The full date and time, shown on hover. */
	readonly dateTime: (at: number) => string;
	/** How long ago something was; `ms` in milliseconds. */
	readonly timeAgo: (ms: number) => string;
	/** A duration in milliseconds. */
	readonly duration: (ms: number) => string;
	/** A keyboard shortcut such as `Mod+Shift+Enter`, as the platform writes it; `Mod` is ⌘ on Apple's, Ctrl elsewhere. */
	readonly shortcut: (keys: string, isApple: boolean) => string;
	/** The lines that a diff adds and removes, for assistive technology. */
	readonly linesChanged: (added: number, removed: number) => string;

	// Timeline
	/** While the workspace, a file or its next page loads. */
	readonly loading: string;
	/** The heading of an empty timeline. */
	readonly emptyTitle: string;
	/** Below the heading of an empty timeline. */
	readonly emptyHint: string;
	/** The title of an empty timeline for users who may not send prompts. */
	readonly emptyTitleReadOnly: string;
	/** The hint below it. */
	readonly emptyHintReadOnly: string;
	/** While an older page of the timeline loads. */
	readonly loadingOlder: string;
	/** The button that scrolls to the end of the timeline. */
	readonly jumpToLatest: string;
	/** Instead of `jumpToLatest`: how much of the end is unread, and whether there is more in what is not loaded. */
	readonly newItems: (count: number, isPartial: boolean) => string;
	/** The line above what is new for the user, with when they were last here. */
	readonly newSince: (time: string) => string;
	/** Before what has happened while the user was away, with when they were last here. */
	readonly sinceYouLeft: (time: string) => string;
	/** How many turns have ended meanwhile. */
	readonly turnsEnded: (count: number) => string;
	/** How many of them have failed. */
	readonly turnsFailed: (count: number) => string;
	/** How many notes others have written while the reader was away. */
	readonly notesWritten: (number: number) => string;
	/** How often others have named the reader meanwhile. */
	readonly mentionsOfYou: (number: number) => string;
	/** The button that leads to where the new begins. */
	readonly showNew: string;

	// Search and links
	/** The button that opens the search, and the name of its field. */
	readonly search: string;
	/** The position among the matches (1-based, 0 for none), their number, and whether older items are not loaded yet. */
	readonly searchResults: (at: number, of: number, hasOlder: boolean) => string;
	/** The search could not be fetched. */
	readonly searchUnavailable: string;
	/** The button that goes to the next older match. */
	readonly searchOlderMatch: string;
	/** The button that goes to the next newer match. */
	readonly searchNewerMatch: string;
	/** The button that closes the search. */
	readonly close: string;
	/** The name of the buttons of an item, and of the button that shows them on a touch screen. */
	readonly rowActions: string;
	/** The button that copies a link to an item. */
	readonly copyLink: string;

	// Composer
	/** The name of the text field for prompts, for assistive technology. */
	readonly composer: string;
	/** The placeholder between turns; `agent` as `agentName` returns it, null before it is known; `completes` says which completions work: `/` for commands, `@` for files. */
	readonly composerPlaceholder: (
		agent: string | null,
		completes: { readonly commands: boolean; readonly files: boolean },
	) => string;
	/** The placeholder while a turn runs, by what sending would do. */
	readonly composerBusyPlaceholder: Readonly<Record<WhenBusy, string>>;
	/** The name of the text field while it is for a note, for assistive technology. */
	readonly composerNote: string;
	/** Its placeholder. */
	readonly composerNotePlaceholder: string;
	/** The name of the text field while it is for a suggestion. */
	readonly composerSuggestion: string;
	/** Its placeholder. */
	readonly composerSuggestionPlaceholder: string;
	/** The button that suggests the draft. */
	readonly suggest: string;
	/** The switch between prompt and note, for assistive technology. */
	readonly composerMode: string;
	/** Its two sides. */
	readonly composerModeName: Readonly<Record<ComposerMode, string>>;
	/** What each side does, shown on hover. */
	readonly composerModeDescription: Readonly<Record<ComposerMode, string>>;
	/** The same of the side of prompts, for whoever may only suggest one. */
	readonly composerSuggestionDescription: string;
	/** Below a note that is longer than the limit. */
	readonly noteTooLong: (characters: number, limit: number) => string;
	/** The name of the list of people and files that follow an `@`, for assistive technology. */
	readonly mentions: string;
	/** Instead of the composer, for users who may not send prompts or notes. */
	readonly composerReadOnly: string;
	/** The name of the list of slash commands, for assistive technology. */
	readonly commands: string;
	/** The name of a list of files, for assistive technology: of a mention, a tool call or the side panel. */
	readonly files: string;
	/** The button that sends between turns. */
	readonly send: string;
	/** The choice of what a prompt does while a turn runs; below, for each choice: its name, description and send button. */
	readonly whenBusy: string;
	/** The chosen one, next to the send button. */
	readonly whenBusyName: Readonly<Record<WhenBusy, string>>;
	/** The choices in the list. */
	readonly whenBusyDescription: Readonly<Record<WhenBusy, string>>;
	/** The send button while a turn runs. */
	readonly whenBusySend: Readonly<Record<WhenBusy, string>>;
	/** The button that stops the turn. */
	readonly stop: string;
	/** That button while the turn stops. */
	readonly stopping: string;
	/** After Escape was pressed once while a turn runs. */
	readonly escapeAgainToStop: string;
	/** The name of the session's settings, for assistive technology. */
	readonly settings: string;
	/** The button that opens the settings where they do not fit side by side. */
	readonly settingsButton: string;
	/** A setting with its value. */
	readonly settingChoice: (setting: string, choice: string) => string;
	/** Why a setting cannot be changed: it needs at least this role. */
	readonly settingNotAllowed: (role: Role) => string;
	/** The button that chooses files. */
	readonly attachFiles: string;
	/** Over the composer, while files are dragged over the chat. */
	readonly dropFiles: string;
	/** The name of the list of files, in the composer and on a prompt, for assistive technology. */
	readonly attachments: string;
	/** The button that removes a file from the draft. */
	readonly removeAttachment: (name: string) => string;
	/** Names the list of the notes that the next prompt quotes. */
	readonly quotedNotes: string;
	/** The button that takes one out. `name` has written the note; null while that is not known. */
	readonly removeQuote: (name: string | null) => string;
	/** A size in bytes. */
	readonly fileSize: (bytes: number) => string;
	/** How much of a file is uploaded, 0 to 100. */
	readonly percent: (percent: number) => string;
	/** Sending waits for the uploads. */
	readonly sendsWhenUploaded: string;
	/** A failed upload prevents sending; `mayRetry` if it can be retried. */
	readonly attachmentBlocksSending: (name: string, mayRetry: boolean) => string;
	/** A draft that is too long to send; `limit` in characters. */
	readonly promptTooLong: (characters: number, limit: number) => string;
	/** The length of a draft near the limit, in characters. */
	readonly promptLength: (characters: number, limit: number) => string;
	/** The button that makes a file of a draft that is too long. */
	readonly attachAsFile: string;
	/** The button that replaces the file of a long pasted text by its text. */
	readonly insertAsText: string;
	/** Offers files that were in the clipboard next to a pasted text. */
	readonly pasteOffer: (names: string) => string;
	/** The button that attaches them. */
	readonly attachOffered: string;

	// Prompts
	/** `waiting` is a prompt that is sent once there is a connection. */
	readonly promptState: Readonly<Record<PromptState | "sending" | "waiting", string>>;
	/** The name of a message of the agent, for assistive technology; `agent` as `agentName` returns it, null if it is not known. */
	readonly answerBy: (agent: string | null) => string;
	/** The name of a prompt, for assistive technology. */
	readonly promptBy: (name: string) => string;
	/** The button that repeats what failed. */
	readonly tryAgain: string;
	/** The button that removes a prompt that could not be sent. */
	readonly discard: string;
	/** The heading of the prompts that could not be sent. */
	readonly unsent: (count: number) => string;
	/** Instead of the reason, when it no longer holds: the queue has room again, for example. */
	readonly unsentReady: string;
	/** After a reason that ends by itself, counting down. */
	readonly retryPossibleIn: (duration: string) => string;
	/** The button that sends them again; `count` can be sent now, `of` wait. */
	readonly sendUnsent: (count: number, of: number) => string;
	/** The button that removes all of them, and the same button once it was pressed: it asks. */
	readonly discardAll: string;
	/** Asks whether to remove all of them. */
	readonly discardUnsent: (count: number) => string;
	/** The accessible name of a button of one of them; `action` is `tryAgain`, `edit` or `discard`. */
	readonly unsentAction: (action: string, text: string) => string;
	/** The button that hides a message. */
	readonly dismiss: string;
	/** The heading of the queue. */
	readonly queue: (count: number) => string;
	/** The heading of the prompts that people suggest. */
	readonly suggestedPrompts: (count: number) => string;
	/** The button that sends a suggestion to the agent, or declines it. */
	readonly decideSuggestion: Readonly<Record<"send" | "decline", string>>;
	/** The accessible names of these buttons, and of the one by which its author takes it back. */
	readonly suggestionAction: (action: "send" | "decline" | "take_back", text: string) => string;
	/** The field for the reason why a suggestion is declined. */
	readonly declineReason: string;
	/** On a prompt that was a suggestion: who has sent it. */
	readonly sentBy: (name: string) => string;
	/** Who has the wheel; `name` is null if that is you, `until` in milliseconds since 1970. */
	readonly wheelHeld: (name: string | null, until: number) => string;
	/** The people who have asked for it. */
	readonly wheelAsked: (names: readonly string[]) => string;
	/** The buttons for the wheel. `asked` is what `ask` says once it was pressed. */
	readonly wheelAction: Readonly<Record<"take" | "ask" | "asked" | "release", string>>;
	/** The button that hands it over to the first one who has asked for it. */
	readonly handOverWheel: (name: string) => string;
	/** Opens the choice of a time to take the wheel for, for assistive technology and on hover; the heading of that menu. */
	readonly takeWheel: string;
	/** A time to take it for. */
	readonly takeWheelFor: (minutes: number) => string;
	/** The button that removes a prompt from the queue. */
	readonly withdraw: string;
	/** The accessible name of that button. */
	readonly withdrawPrompt: (text: string) => string;
	/** The button that edits a queued prompt. */
	readonly edit: string;
	/** The accessible name of that button, and of the text field. */
	readonly editPrompt: (text: string) => string;
	/** The button that saves an edited prompt. */
	readonly save: string;
	/** The button that ends an edit without saving. */
	readonly cancel: string;
	/** The button that moves a queued prompt up. */
	readonly moveUp: string;
	/** The button that moves a queued prompt down. */
	readonly moveDown: string;
	/** The accessible name of the buttons above; `direction` is one of the two labels. */
	readonly movePrompt: (direction: string, text: string) => string;
	/** Announced to screen readers after a move; `place` counts from 1. */
	readonly promptMoved: (place: number, of: number) => string;
	/** Next to a prompt that steers the running turn. */
	readonly afterStep: string;
	/** On a prompt that another person edited. */
	readonly editedBy: (name: string) => string;
	/** On a queued prompt that waits for a person who was disconnected. */
	readonly promptSuspended: (name: string) => string;
	/**
	 * On a prompt that the workspace withdrew: who wrote it, and why. With `declined`, who has declined the suggestion, and
	 * their own words for why; null if they gave none.
	 */
	readonly promptWithdrawn: (name: string, reason: WithdrawalReason, explanation: string | null) => string;

	// Agent output
	/** The heading of a thought that still grows, and the status of the turn. */
	readonly thinking: string;
	/** The heading of a finished thought; `duration` is null if it is not known. */
	readonly thought: (duration: string | null) => string;
	/** The button that unfolds a long text. */
	readonly showMore: string;
	/** The button that loads the rest of a truncated item. */
	readonly showFull: string;
	/** Above that button, and in a copied turn. */
	readonly truncated: string;
	/** The part of a long item that was not stored; `size` as formatted by `fileSize`. */
	readonly notStored: (size: string) => string;
	/** The kinds of tools, before the title of a call. */
	readonly toolKind: Readonly<Record<ToolKind, string>>;
	/** The statuses of a tool call. */
	readonly toolStatus: Readonly<Record<ToolCallStatus, string>>;
	/** The heading of what a tool received. */
	readonly input: string;
	/** The heading of the input in a call's permission request, where the call has another one by now. */
	readonly requestedInput: string;
	/** The heading of what a tool returned. */
	readonly output: string;
	/** In an opened tool call without any content. */
	readonly noDetails: string;
	/** How a command ended that did not succeed: by its exit code, or by a signal such as `SIGTERM`. */
	readonly commandExit: (exit: { readonly code: number | null; readonly signal: string | null }) => string;
	/** What the subagent of a tool call did: how many calls it has made, and whether it is at work. */
	readonly nestedCalls: (count: number, isRunning: boolean) => string;
	/** A terminal of the agent, by its id. */
	readonly terminal: (terminalId: string) => string;
	/** The heading of a plan. */
	readonly plan: string;
	/** Instead of the progress of a plan that the agent has emptied. */
	readonly planCleared: string;
	/** How many steps of a plan are done. */
	readonly planProgress: (done: number, of: number) => string;
	/** The statuses of a step. */
	readonly planStatus: Readonly<Record<"pending" | "in_progress" | "completed", string>>;
	/** The names of content that is not text, for assistive technology. */
	readonly content: Readonly<Record<"image" | "audio" | "unknown", string>>;
	/** The button that opens a file in the side panel. */
	readonly openFile: string;
	/** Opens an image in its full size. */
	readonly openImage: string;
	/** While it is loaded. `name` is the one of its kind, from `content`. */
	readonly contentLoading: (name: string, size: string) => string;
	/** The workspace has not kept it. */
	readonly contentTooLarge: (name: string, size: string) => string;
	/** Its bytes are not what they say they are. */
	readonly contentUnreadable: (name: string) => string;
	/** It was deleted to make room for newer content. */
	readonly contentMissing: (name: string, size: string) => string;
	/** It could not be loaded. */
	readonly contentNotLoaded: (name: string) => string;
	/** The heading of an item of an unknown kind; `label` is its name. */
	readonly unknownUpdate: (label: string) => string;
	/** A permission request that nobody can answer, because it offers no option. */
	readonly permissionWithoutOptions: string;

	// Events
	/** Somebody changed a setting; `from` is null if it is not known. */
	readonly settingChanged: (name: string, setting: string, from: string | null, to: string) => string;
	/** An owner changed the agent; both agents as `agentName` returns them. */
	readonly agentChanged: (name: string, from: string, to: string) => string;
	/** Several changes in a row: the names of the people, and each setting once with the value that it has after them. */
	readonly settingsChanged: (
		names: readonly string[],
		settings: readonly (readonly [name: string, value: string])[],
	) => string;
	/** People who are here for the first time. */
	readonly peopleJoined: (names: readonly string[]) => string;
	/** An owner has removed people; `name` is null if it were several owners. */
	readonly peopleRemoved: (name: string | null, people: readonly string[]) => string;
	/**
	 * A person has another role, as `role` names them; `from` is null if it is not known, and `name` if no owner has changed
	 * it here.
	 */
	readonly roleChanged: (name: string | null, person: string, from: string | null, to: string) => string;
	/** Several roles in a row: the names of the people whose they are. */
	readonly rolesChanged: (people: readonly string[]) => string;
	/** As `peopleJoined`, for one person who came by an invite. */
	readonly personJoinedBy: (name: string, invitedBy: string) => string;
	/** The wheel is with somebody else, or with nobody. */
	readonly wheelChanged: (change: WheelChange | "kept", wheel: WheelChangeLabels) => string;
	/** An owner has made an invite for a role, as `role` names it; `singleUse` if it is for one person. */
	readonly personInvited: (name: string, role: string, singleUse: boolean) => string;
	/** Several invites in a row: the names of the owners, each once, and how many invites. */
	readonly peopleInvited: (names: readonly string[], count: number) => string;
	/** People gave the workspace another title, or took theirs away; the titles are null for none. */
	readonly workspaceRenamed: (names: readonly string[], from: string | null, to: string | null) => string;
	/** The values of a setting that is a switch. */
	readonly settingSwitch: Readonly<Record<"true" | "false", string>>;
	/** How far a compaction of the agent's context is; null when the agent has left that open, or says something else. */
	readonly contextCompacted: (status: CompactionStatus | null) => string;
	/** The agent goes on outside of turns: the titles of the tasks that have ended; empty if it does not say why. */
	readonly backgroundWork: (endedTasks: readonly string[]) => string;
	/** An event of a newer server, whose type is a few English words: `role changed`. */
	readonly unknownEvent: (name: string, type: string) => string;

	// Notes
	/** The name of a note, for assistive technology and in transcripts. */
	readonly noteBy: (name: string) => string;
	/** Beside the time of a note that its author has edited. */
	readonly noteEdited: string;
	/** In the place of a note that was deleted; `name` is its author. */
	readonly noteDeleted: (name: string) => string;
	/** On a thread that somebody has settled. */
	readonly noteResolved: (name: string) => string;
	/** The name of the emoji on a note, for assistive technology. */
	readonly noteReactions: string;
	/** Who has put an emoji on a note. */
	readonly noteReaction: (emoji: string, names: readonly string[]) => string;
	/** The line that opens the notes about an item. */
	readonly notes: (count: number) => string;
	/** The same for the replies to a note. */
	readonly noteReplies: (count: number) => string;
	/** The button that begins a note about an item. */
	readonly addNote: string;
	/** The button that begins a note about a line of a changed file, for assistive technology. */
	readonly addNoteToLine: (line: number) => string;
	/** The number of a line, where notes stand apart from it. */
	readonly diffLine: (line: number) => string;
	/** The button that begins a reply to a note. */
	readonly replyToNote: string;
	/** The button that shows the emoji to choose from. */
	readonly reactToNote: string;
	/** The button that settles a thread. */
	readonly resolveThread: string;
	/** The button that opens a settled thread again. */
	readonly reopenThread: string;
	/** The button that sends a note, or a thread, to the agent. */
	readonly sendNoteToAgent: Readonly<Record<"note" | "thread", string>>;
	/** The same button for somebody whose prompts are suggestions. */
	readonly suggestNote: Readonly<Record<"note" | "thread", string>>;
	/** The button that deletes a note. */
	readonly deleteNote: string;
	/** The question that the button asks before it does so. */
	readonly deleteNoteConfirm: string;
	// People
	/** The button that opens what an owner can do with a person. */
	readonly personActions: (name: string) => string;
	/** The name of the choice of a person's role. */
	readonly roleOf: (name: string) => string;
	/** Instead of a role, of somebody who has none: they were removed, or it is not known. */
	readonly noRole: string;
	/** Copies the id by which `authenticate` knows a person. */
	readonly copyUserId: string;
	/** Removes a person from the workspace, once it is pressed again. */
	readonly removePerson: string;
	/** The same button, once it was pressed. */
	readonly removePersonSurely: (name: string) => string;
	/** The button that appears once the role of an owner was chosen. */
	readonly makeOwnerSurely: (name: string) => string;
	/** The button that opens `members`. */
	readonly manageMembers: string;
	/** The title of what owners have for inviting people and for their roles. */
	readonly members: string;
	/** The heading above everybody who was ever here. */
	readonly everybody: string;
	/** The field that looks for one of them. */
	readonly searchPeople: string;
	/** Nobody among them has the name that was looked for. */
	readonly noPersonFound: string;
	/** The button that lists more of them. */
	readonly showMorePeople: string;
	/** When somebody who is not here was here last; `time` as `dateTime` returns it. */
	readonly lastHere: (time: string) => string;
	/** The heading above the button that makes a link for watching. */
	readonly readOnlyLink: string;
	/** Below that heading. */
	readonly readOnlyLinkHint: string;
	/** The button that makes and copies a link for watching. */
	readonly copyReadOnlyLink: string;
	/** The heading above the form for an invite. */
	readonly inviteByLink: string;
	/** The names of its fields: the role that it gives, and how long it is open. */
	readonly inviteRole: string;
	/** See `inviteRole`. */
	readonly inviteValidity: string;
	/** How long it is open, in milliseconds: an hour, or whole days. */
	readonly inviteValidFor: (ms: number) => string;
	/** The choice that it is for one person. */
	readonly inviteSingleUse: string;
	/** The button that makes it. */
	readonly createInvite: string;
	/** The name of the field with the link. */
	readonly inviteLink: string;
	/** Below a new link: it cannot be shown again. */
	readonly inviteShownOnce: string;
	/** The heading above the invites that are open. */
	readonly openInvites: string;
	/** What an invite gives, and who made it. */
	readonly inviteBy: (role: string, name: string) => string;
	/** Until when it is open, and how many have come by it. */
	readonly inviteState: (time: string, uses: number, singleUse: boolean) => string;
	/** The button that ends an invite. */
	readonly revokeInvite: string;
	/** The same for assistive technology, with what it gives. */
	readonly revokeInviteOf: (role: string) => string;

	// Approvals
	/**
	 * The heading of a permission request; `agent` as `agentName` returns it. `objects` are what it is about: files, an
	 * address, the name of a tool, or the mode for plans that the agent wants to leave; empty if the agent does not say.
	 */
	readonly permissionRequested: (agent: string, kind: ToolKind, objects: readonly string[]) => string;
	/** The name of what the agent asks for, for assistive technology. */
	readonly approvalRequest: string;
	/** The answers by their kind, before the agent's own name where that says more. */
	readonly approvalOption: Readonly<Record<PermissionOption["optionKind"], string>>;
	/** A text in quotation marks. */
	readonly quoted: (text: string) => string;
	/** Why nothing can be allowed yet: the end was not in sight, or a part of the request was not stored. */
	readonly approvalObstacle: Readonly<Record<"unread" | "incomplete", string>>;
	/** The button that scrolls to the next page of a permission request. */
	readonly approvalReadOn: string;
	/** Instead of empty lines. */
	readonly emptyLines: (count: number) => string;
	/** Instead of spaces and tabs in a row. */
	readonly spaces: (count: number) => string;
	/** For users who may not answer: who is waited for, by the names of those who are here, or else by their role. */
	readonly approvalWaiting: (names: readonly string[], role: Role) => string;
	/** Above the list, if several are pending. */
	readonly approvalsPending: (count: number) => string;
	/** Who must allow it, where several must: the lowest role, how many people, and how many of them have allowed it. */
	readonly approvalRequirements: (role: Role, approvers: number, given: number) => string;
	/** The rule of the policy by which people are asked. */
	readonly approvalRule: (rule: string) => string;
	/** How long a permission request still waits. */
	readonly approvalExpires: (duration: string) => string;
	/** For screen readers, instead of the countdown. */
	readonly approvalExpiresAt: (time: string) => string;
	/** By the kind of the answer; `name` is null if the workspace's policy answered, and `rule` is the rule it named. */
	readonly approvalAnswered: (kind: PermissionOption["optionKind"], name: string | null, rule: string | null) => string;
	/** Why a permission request was not answered. */
	readonly approvalCancelled: Readonly<Record<Extract<ApprovalState, { status: "cancelled" }>["reason"], string>>;
	/** Before those paths of a permission request that are outside of the folder the agent works in. */
	readonly outsideWorkingDirectory: string;

	// Attention
	/** What waits for the current user, as a notification says it; `text` is a tool call's title, a question, a prompt, a note or, for `wheel_request`, a name. */
	readonly attention: Readonly<Record<AttentionKind, (text: string) => string>>;
	/** The button that switches notifications on and off, by whether they are on, off or blocked by the browser. */
	readonly notifications: Readonly<Record<"on" | "off" | "blocked", string>>;

	// Questions
	/** The heading of a question of the agent; `agent` as `agentName` returns it. */
	readonly questionAsked: (agent: string) => string;
	/** Above the list, if several are pending. */
	readonly questionsPending: (count: number) => string;
	/** The button that sends the answer, and that button where there is nothing to fill in. */
	readonly questionSend: Readonly<Record<"answer" | "confirm", string>>;
	/** The button that declines to answer. */
	readonly questionDecline: string;
	/** Who takes care of a permission request or a question. */
	readonly claimedBy: (name: string) => string;
	/** The same if it is the user. */
	readonly claimedByYou: string;
	/** The button by which the user says that they take care of it. */
	readonly claim: string;
	/** The same while somebody else does. */
	readonly takeOver: string;
	/** The list of people to hand it over to, and the wheel. */
	readonly handOver: string;
	/** The button by which nobody takes care of it any more. */
	readonly releaseClaim: string;
	/** The button that dismisses a question without a choice. */
	readonly questionDismiss: string;
	/** Next to the title of a field that may stay empty. */
	readonly questionOptional: string;
	/** The button that unselects the options of a field. */
	readonly questionClear: string;
	/** The first entry of a list of options, while none is chosen. */
	readonly questionChoose: string;
	/** What a text must look like, as a regular expression of the agent. */
	readonly questionPattern: (pattern: string) => string;
	/** Why a field does not take what it holds. */
	readonly answerProblem: (problem: AnswerProblem) => string;
	/** The answers to a question of yes or no. */
	readonly answerBoolean: Readonly<Record<"true" | "false", string>>;
	/** In a form that people type in. */
	readonly questionIsPublic: string;
	/** In a form that seems to ask for a password, a key or the like. */
	readonly questionAsksForSecret: string;
	/** Instead of a form that cannot be shown. */
	readonly questionUnknown: string;
	/** The button that opens a page that the agent asks people to visit; `host` is the name of its server. */
	readonly questionOpen: (host: string) => string;
	/** What is to be known about the address of a page: it is not encrypted, its letters may look like others, or it is none of the web. */
	readonly questionPageWarning: Readonly<Record<"insecure" | "foreign" | "refused", string>>;
	/** For users who may not answer: who is waited for, by the names of those who are here, or else by their role. */
	readonly questionWaiting: (names: readonly string[], role: Role) => string;
	/** Who answered a question, opened its page, declined or dismissed it. */
	readonly questionAnswered: (outcome: "answered" | "opened" | "declined" | "dismissed", name: string) => string;
	/** Why a question was not answered. */
	readonly questionCancelled: Readonly<Record<Extract<QuestionState, { status: "cancelled" }>["reason"], string>>;
	/** What people were to do on a page is done. */
	readonly questionCompleted: string;
	/** An answer without any values. */
	readonly questionEmptyAnswer: string;

	// Turns
	/** The status of the turn, if nothing more is known. */
	readonly working: string;
	/** The status of the turn while the agent writes a message. */
	readonly writing: string;
	/** The status of the turn while a permission request is pending. */
	readonly waitingForApproval: string;
	/** The status of the turn while a question of the agent is pending. */
	readonly waitingForAnswer: string;
	/**
	 * The status between turns while the agent works in the background: the title of the task that runs longest, and how
	 * many more run. `title` is null while no task runs.
	 */
	readonly workingInBackground: (title: string | null, others: number) => string;
	/** The status of the turn, or of the background, while it stops; `name` is null if it is not known who stopped it. */
	readonly stoppingTurn: (name: string | null) => string;
	/** The button that sends the prompt of a turn again. */
	readonly runAgain: string;
	/** A button that moves a prompt's text to the composer. */
	readonly editAndResend: string;
	/** A button that makes the agent finish an interrupted turn, and the prompt that it sends. */
	readonly continueTurn: string;
	/** The text of that prompt. */
	readonly continueTurnPrompt: string;
	/** The result of a turn in one or two words, below the turn. */
	readonly turnEnd: (stopReason: string | null) => string;
	/** The line under a turn whose end is told above it. */
	readonly turnDetails: string;
	/** Why a turn ended early, and what to do about it. */
	readonly turnWarning: Readonly<Record<TurnWarning, ErrorText>>;
	/** Who stopped a turn, and the prompt it was stopped for; null for a plain stop. */
	readonly turnStopped: (name: string, prompt: string | null) => string;
	/** In the result of a turn. */
	readonly filesChanged: (count: number) => string;
	/** In the result of a turn. */
	readonly commandsRun: (count: number) => string;
	/** In the result of a turn. */
	readonly toolCallsMade: (count: number) => string;
	/** In the result of a turn. */
	readonly approvalsRequested: (count: number) => string;
	/** How long a turn waited for people: for answers to its permission requests and questions. */
	readonly waitedForApprovals: (duration: string) => string;
	/** The button that copies the last message of a turn. */
	readonly copyAnswer: string;
	/** The button that copies a turn. */
	readonly copyTurn: string;
	/** The button that copies the whole timeline. */
	readonly copyTranscript: string;
	/** The button that opens the menu of the transcript, and the name of the menu. */
	readonly transcript: string;
	/** In place of that menu if its code could not be loaded. */
	readonly transcriptUnavailable: string;
	/** In the menu of the transcript. */
	readonly saveAsMarkdown: string;
	/** In the menu of the transcript. */
	readonly saveAsJson: string;
	/** In the menu of the transcript: opens the dialog of the browser. */
	readonly printTranscript: string;
	/** In the menu of the transcript: plays the session again. The name of a replay, too. */
	readonly replay: string;
	/** In place of a replay if its code could not be loaded. */
	readonly replayUnavailable: string;
	/** A replay of a transcript without entries. */
	readonly replayEmpty: string;
	/** Below `replayEmpty`. */
	readonly replayEmptyHint: string;
	/** The button that plays a replay. */
	readonly play: string;
	/** The button that pauses a replay. */
	readonly pause: string;
	/** The slider of a replay. */
	readonly replayPosition: string;
	/** The value of that slider, for assistive technology: two durations, and the time of the session. */
	readonly replayPositionAt: (time: string, duration: string, clock: string) => string;
	/** The choice of how fast a replay plays. */
	readonly replaySpeed: string;
	/** One of these speeds: 1 is that of the session. */
	readonly replaySpeedOf: (speed: number) => string;
	/** The button to the next mark of a replay. */
	readonly nextMark: string;
	/** The button to the mark before. */
	readonly previousMark: string;
	/** What a mark is. */
	readonly replayMark: Readonly<Record<ReplayMarkKind, string>>;
	/** How many marks of a kind there are. A click goes to the next one. */
	readonly replayMarks: (kind: ReplayMarkKind, count: number) => string;
	/** What that click does. */
	readonly nextMarkOf: Readonly<Record<ReplayMarkKind, string>>;
	/** While the transcript is read: the number of entries so far. */
	readonly readingTranscript: (count: number) => string;
	/** Announced when a transcript was saved. */
	readonly transcriptSaved: string;
	/** Above a saved or printed transcript: when that was. `time` is a date with a time. */
	readonly transcriptFrom: (time: string) => string;

	// Session and connection
	/** The button that opens the list of participants, and the name of the list. */
	readonly participants: (count: number) => string;
	/** `role` is already a label (see `role`). */
	readonly participant: (name: string, role: string) => string;
	/** The current user's own name in the list of participants. */
	readonly nameWithYou: (name: string) => string;
	/** Whether a participant is at their page. */
	readonly presenceStatus: Readonly<Record<PresenceStatus, string>>;
	/** Who is typing, in a line below the composer. */
	readonly typing: (names: readonly string[]) => string;
	/** At an item: who reads it. */
	readonly readingHere: (names: readonly string[]) => string;
	/** In a permission request, before it is answered: who else points at it or has it open. */
	readonly lookingAtThis: (names: readonly string[]) => string;
	/** Above a file: who else has it open. */
	readonly fileOpenToo: (names: readonly string[]) => string;
	/** The button that scrolls along with a participant. */
	readonly follow: (name: string) => string;
	/** Says so while it does. */
	readonly following: (name: string) => string;
	/** The button that ends it. */
	readonly stopFollowing: string;
	/** The names of the roles. */
	readonly role: Readonly<Record<Role, string>>;
	/** Tokens in the context, and its size. */
	readonly usage: (used: number, size: number) => string;
	/** The currency as an ISO 4217 code: `USD`, `EUR`, … */
	readonly cost: (amount: number, currency: string) => string;
	/** What `cost` is: the word before it. */
	readonly sessionCost: string;
	/** Tokens that were used, in short. */
	readonly tokens: (number: number) => string;
	/** A number with all its digits. */
	readonly number: (number: number) => string;
	/** The heading of the details of a usage. */
	readonly usageOf: Readonly<Record<"session" | "turn", string>>;
	/** The details of a usage: tokens by their kinds, how full the context is, and the cost. */
	readonly usagePart: Readonly<
		Record<"input" | "cachedRead" | "cachedWrite" | "output" | "thought" | "total" | "context" | "cost", string>
	>;
	/** The list from which an owner chooses another agent. */
	readonly agentChoice: string;
	/** Why the agent cannot be changed during a turn. */
	readonly agentBusy: string;
	/** The heading of the logins that an agent offers; `agent` as `agentName` returns it. */
	readonly loginNeeded: (agent: string) => string;
	/** For people who may not log the agent in. */
	readonly loginNotAllowed: string;
	/** A login that somebody has started, by its name. */
	readonly loginPending: (method: string) => string;
	/** What to do for a login in a terminal; the arguments follow. */
	readonly loginInTerminal: string;
	/** What to do for a login by environment variables; their names follow. */
	readonly loginVariables: string;
	/** The link to the page where one gets the values of these variables. */
	readonly loginPage: string;
	/** A session that starts with the next prompt. */
	readonly sessionOffline: string;
	/** A session that starts. */
	readonly sessionStarting: string;
	/** A session that is ready. */
	readonly sessionReady: string;
	/** A session that is being restored. */
	readonly sessionRestoring: string;
	/** A session that failed. */
	readonly sessionFailed: string;
	/** The session's status of before the connection was lost: nobody knows what it is now. */
	readonly sessionLastKnown: Readonly<Record<SessionStatus["status"], string>>;
	/** How long until the next attempt. */
	readonly retryIn: (duration: string) => string;
	/**
	 * While the first connection cannot be made.
	 *
	 * @param address - Of the server, on a page of the same machine; null elsewhere.
	 */
	readonly unreachable: (address: string | null) => string;
	/** The prompts to begin with, for assistive technology. */
	readonly suggestions: string;
	/** While the connection is lost. */
	readonly reconnecting: string;
	/** While the machine has no network. */
	readonly offline: string;
	/** In place of a part of the screen that has failed, ours or the host's. */
	readonly partFailed: string;
	/** The button that shows the technical details of an error. */
	readonly details: string;
	/** Shown for a link to an item that does not exist. */
	readonly itemNotFound: string;
	/** Translates an error or a notice by its `code`. The given text is in English. */
	readonly error: (error: ErrorText) => ErrorText;

	// Side panel
	/** The name of the side panel, for assistive technology. */
	readonly panel: string;
	/** The button that opens the side panel. */
	readonly openPanel: string;
	/** That button while the side panel is open. */
	readonly hidePanel: string;
	/** The button in the side panel that closes it. */
	readonly closePanel: string;
	/** The button that reads a file again. */
	readonly reload: string;
	/** The button that closes a file. */
	readonly closeFile: string;
	/** In an empty folder. */
	readonly folderEmpty: string;
	/** Below a folder with more entries than are listed. */
	readonly folderTruncated: string;
	/** Instead of a file that is not text. */
	readonly fileBinary: (mimeType: string) => string;
	/** Instead of a file that is too large to read. */
	readonly fileTooLarge: string;
	/** The heading of the processes. */
	readonly processes: string;
	/** The heading of the processes of the sandbox, below what the agent runs in the background. */
	readonly sandboxProcesses: string;
	/** The heading of what the agent runs in the background. */
	readonly backgroundTasks: string;
	/** The button that stops all of it. */
	readonly stopBackground: string;
	/** Whose prompt has started it. */
	readonly startedBy: (name: string) => string;
	/** Without processes. */
	readonly noProcesses: string;
	/** Whether a process runs, or how it ended. */
	readonly processState: (process: SandboxProcess) => string;
	/** A process that has printed nothing. */
	readonly noOutput: string;
	/** The start of a process's output is no longer available. */
	readonly outputSkipped: string;

	// Text, code, diffs and command output
	/** The button that copies code or output. */
	readonly copy: string;
	/** That button after copying. */
	readonly copied: string;
	/** That button if the browser refused. */
	readonly copyFailed: string;
	/** The name of a code block, for assistive technology; `language` may be empty. */
	readonly code: (language: string) => string;
	/** The name of a table, for assistive technology. */
	readonly table: string;
	/** The name of a reference to a footnote, for assistive technology. */
	readonly footnote: (label: string) => string;
	/** The link from a footnote back to its reference. */
	readonly footnoteBack: string;
	/** A checked item of a task list, for assistive technology. */
	readonly taskDone: string;
	/** An unchecked item of a task list, for assistive technology. */
	readonly taskToDo: string;
	/** Replaces an image that the URL policy blocks. */
	readonly imageNotLoaded: (alt: string) => string;
	/** The name of a diff, for assistive technology. */
	readonly diff: (path: string) => string;
	/** Instead of the numbers of changed lines, or of the lines. */
	readonly diffState: Readonly<Record<"new" | "deleted" | "emptied" | "unchanged" | "too_large", string>>;
	/** A file without text that is new or deleted. */
	readonly emptyFile: string;
	/** How the lines of a text end, if a diff changes that. Without `from` in a new text. */
	readonly lineEndings: (from: "LF" | "CRLF" | "CR" | "mixed" | null, to: "LF" | "CRLF" | "CR" | "mixed") => string;
	/** After the last line of a file, or of a part of one. */
	readonly noFinalNewline: Readonly<Record<"file" | "part", string>>;
	/** The headings of old and new, side by side. */
	readonly diffVersions: Readonly<Record<"old" | "new", string>>;
	/** The button that shows old and new lines side by side. */
	readonly diffSideBySide: string;
	/** The button that unfolds unchanged lines. */
	readonly showUnchanged: (lines: number) => string;
	/** The button that unfolds long output or a long diff. */
	readonly showAllLines: (lines: number) => string;
	/** The name of command output, for assistive technology. */
	readonly terminalOutput: string;

	// A list of workspaces
	/** The name of the list, for assistive technology. */
	readonly workspaces: string;
	/** The search field of the list. */
	readonly searchWorkspaces: string;
	/** The name of the choice of a filter. */
	readonly workspaceFilter: string;
	/** The filters of the list. */
	readonly workspaceFilters: Readonly<Record<DirectoryFilter, string>>;
	/** The button that creates a workspace. */
	readonly newWorkspace: string;
	/** In a list without workspaces. */
	readonly noWorkspaces: string;
	/** In a list in which no workspace matches. */
	readonly noWorkspacesFound: string;
	/** While the connection to the list is lost. */
	readonly workspacesLastKnown: string;
	/** What a workspace does. */
	readonly workspaceActivity: Readonly<Record<WorkspaceActivity, string>>;
	/** Instead of it where the current user may answer `count` requests. */
	readonly needsYou: (count: number) => string;
	/** The number of things in a workspace that the current user has not read. */
	readonly unreadInWorkspace: (count: number) => string;
	/** On a workspace that the current user has pinned. */
	readonly pinned: string;
	/** The button that shows what can be done with a workspace of this title. */
	readonly workspaceActions: (title: string) => string;
	/** The button that renames a workspace. */
	readonly renameWorkspace: string;
	/** The text field of its title. */
	readonly workspaceTitle: string;
	/** The button that pins a workspace, and the one that unpins it. */
	readonly pinWorkspace: string;
	/** See `pinWorkspace`. */
	readonly unpinWorkspace: string;
	/** The button that moves a workspace to the archive, and the one that brings it back. */
	readonly archiveWorkspace: string;
	/** See `archiveWorkspace`. */
	readonly restoreWorkspace: string;
}
