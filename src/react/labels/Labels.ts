import type {
	ApprovalState,
	NoticeCode,
	PromptState,
	Role,
	SandboxProcess,
	ToolCallStatus,
	ToolKind,
	WhenBusy,
	WorkspaceErrorCode,
} from "../../protocol/index.ts";

/** What a failure or a notice says. */
export interface ErrorText {
	readonly code?: WorkspaceErrorCode | NoticeCode | undefined;
	/** What happened and why it matters, a sentence. */
	readonly message: string;
	/** What to do about it, a sentence. */
	readonly hint?: string | undefined;
	/** The agent's or server's own words, as they came. */
	readonly detail?: string | undefined;
}

/** How a turn ends before it is done, though nothing failed: three of ACP's stop reasons, and an end without a word. */
export type TurnWarning = "max_tokens" | "max_turn_requests" | "refusal" | "unanswered";

/**
 * Every text that a person reads or hears, by where it stands. Texts with something in them are functions.
 * Replace any of them with the `labels` of `<WorkspaceProvider>` or `<WorkspaceChat>`.
 *
 * @example
 * const GERMAN = { send: "Senden", stop: "Anhalten" };
 *
 * <WorkspaceChat workspaceId="acme/web" labels={GERMAN} endpoint={endpoint} />
 */
export interface Labels {
	/** The name of the whole, for assistive technology. */
	readonly workspace: string;
	readonly timeline: string;
	readonly you: string;
	/** An agent's name by its id: `claude`, `codex`, … */
	readonly agentName: (agent: string) => string;

	// Moments and measures
	/** A moment of today or another day, from milliseconds since 1970. */
	readonly time: (at: number) => string;
	/** The same in full, where somebody points at it. */
	readonly dateTime: (at: number) => string;
	/** How long ago something was, from milliseconds. */
	readonly timeAgo: (ms: number) => string;
	/** A length of time in milliseconds. */
	readonly duration: (ms: number) => string;
	readonly linesChanged: (added: number, removed: number) => string;

	// Empty, loading and older
	readonly loading: string;
	readonly emptyTitle: string;
	readonly emptyHint: string;
	readonly loadingOlder: string;
	readonly jumpToLatest: string;
	readonly newItems: (count: number) => string;

	// Search and links
	readonly search: string;
	/** Where the reader is among the places found (0 for nowhere), and whether older items are not loaded yet. */
	readonly searchResults: (at: number, of: number, hasOlder: boolean) => string;
	readonly searchOlderMatch: string;
	readonly searchNewerMatch: string;
	readonly close: string;
	readonly copyLink: string;

	// Composer
	readonly composer: string;
	readonly composerPlaceholder: (agent: string | null) => string;
	/** While a turn runs, by what sending does then. */
	readonly composerBusyPlaceholder: Readonly<Record<WhenBusy, string>>;
	readonly composerReadOnly: string;
	readonly commands: string;
	readonly files: string;
	readonly send: string;
	/** What a prompt does while a turn runs: its name, what it means, and the button that does it. */
	readonly whenBusy: string;
	readonly whenBusyName: Readonly<Record<WhenBusy, string>>;
	readonly whenBusyDescription: Readonly<Record<WhenBusy, string>>;
	readonly whenBusySend: Readonly<Record<WhenBusy, string>>;
	readonly stop: string;
	readonly stopping: string;
	readonly settings: string;
	readonly settingChoice: (setting: string, choice: string) => string;
	readonly attachFiles: string;
	/** Over the composer, while files are held over the room. */
	readonly dropFiles: string;
	readonly attachments: string;
	readonly removeAttachment: (name: string) => string;
	readonly fileSize: (bytes: number) => string;
	readonly percent: (percent: number) => string;
	/** A prompt waits for its files. */
	readonly sendsWhenUploaded: string;
	/** A file that failed keeps the prompt from being sent; some may be tried again. */
	readonly attachmentBlocksSending: (name: string, mayRetry: boolean) => string;
	readonly promptTooLong: (characters: number, limit: number) => string;

	// Prompts
	/** `waiting` is one that goes out as soon as there is a connection. */
	readonly promptState: Readonly<Record<PromptState | "sending" | "waiting" | "unsent", string>>;
	readonly promptBy: (name: string) => string;
	readonly tryAgain: string;
	readonly discard: string;
	readonly dismiss: string;
	readonly queue: (count: number) => string;
	readonly withdraw: string;
	readonly withdrawPrompt: (text: string) => string;
	readonly edit: string;
	readonly editPrompt: (text: string) => string;
	readonly save: string;
	readonly cancel: string;
	readonly moveUp: string;
	readonly moveDown: string;
	/** The name of the button, with one of the two above and the prompt. */
	readonly movePrompt: (direction: string, text: string) => string;
	readonly promptMoved: (place: number, of: number) => string;
	/** Beside a prompt that steers the turn that runs. */
	readonly afterStep: string;
	readonly editedBy: (name: string) => string;

	// What the agent does
	readonly thinking: string;
	readonly thought: (duration: string | null) => string;
	readonly showMore: string;
	readonly showFull: string;
	readonly truncated: string;
	/** So much of something long is lost, as `fileSize` says it. */
	readonly notStored: (size: string) => string;
	readonly toolKind: Readonly<Record<ToolKind, string>>;
	readonly toolStatus: Readonly<Record<ToolCallStatus, string>>;
	readonly input: string;
	readonly output: string;
	readonly noDetails: string;
	readonly terminal: (terminalId: string) => string;
	readonly plan: string;
	readonly planProgress: (done: number, of: number) => string;
	readonly planStatus: Readonly<Record<"pending" | "in_progress" | "completed", string>>;
	readonly content: Readonly<Record<"image" | "audio" | "unknown", string>>;
	readonly unknownUpdate: (label: string) => string;

	// Permissions
	readonly permissionRequested: (agent: string) => string;
	/** Above the list of them, when there are several. */
	readonly approvalsPending: (count: number) => string;
	/** Who has to allow it: the least role, how many people, and how many of them have. */
	readonly approvalRequirements: (role: Role, approvers: number, given: number) => string;
	readonly approvalRule: (rule: string) => string;
	readonly approvalExpires: (duration: string) => string;
	/** Read out in its place, as what ticks would be all the time. */
	readonly approvalExpiresAt: (time: string) => string;
	/** `name` is null when the workspace's policy answered; `rule` is the policy's name for why. */
	readonly approvalAnswered: (option: string, name: string | null, rule: string | null) => string;
	readonly approvalCancelled: Readonly<Record<Extract<ApprovalState, { status: "cancelled" }>["reason"], string>>;
	readonly approvalNotAllowed: string;
	/** Before the paths of a permission that lie outside of the folder the agent works in. */
	readonly outsideWorkingDirectory: string;

	// Turns
	readonly working: string;
	readonly writing: string;
	readonly waitingForApproval: string;
	readonly stoppingTurn: (name: string | null) => string;
	readonly runAgain: string;
	/** A button, and the prompt that it sends: the agent is to do the rest of what it was stopped in. */
	readonly continueTurn: string;
	readonly continueTurnPrompt: string;
	/** A word or two on the line under the turn. */
	readonly turnEnd: (stopReason: string | null) => string;
	/** Instead of it, where the agent says that it is done and has neither said nor done anything. */
	readonly turnUnanswered: string;
	/** What happened to a turn that ended before it was done, and what to do about it. */
	readonly turnWarning: Readonly<Record<TurnWarning, ErrorText>>;
	/** Who stopped a turn, and for which prompt; null where it was for none. */
	readonly turnStopped: (name: string, prompt: string | null) => string;
	readonly filesChanged: (count: number) => string;
	readonly commandsRun: (count: number) => string;
	readonly toolCallsMade: (count: number) => string;
	readonly approvalsRequested: (count: number) => string;
	/** How long a turn stood still until somebody had answered its permissions. */
	readonly waitedForApprovals: (duration: string) => string;
	readonly copyAnswer: string;
	readonly copyTurn: string;
	readonly copyTranscript: string;

	// Session and connection
	readonly participants: (count: number) => string;
	/** `role` as the label of that name says it. */
	readonly participant: (name: string, role: string) => string;
	readonly role: Readonly<Record<Role, string>>;
	/** Tokens in the context, and how many it can hold. */
	readonly usage: (used: number, size: number) => string;
	/** The currency as ISO 4217 names it: `USD`, `EUR`, … */
	readonly cost: (amount: number, currency: string) => string;
	readonly sessionOffline: string;
	readonly sessionStarting: string;
	readonly sessionReady: string;
	readonly sessionRestoring: string;
	readonly sessionFailed: string;
	readonly retryIn: (duration: string) => string;
	readonly reconnecting: string;
	readonly offline: string;
	readonly details: string;
	/** A link to an item that the workspace does not have. */
	readonly itemNotFound: string;
	/** A failure or notice in the reader's words. It comes in English; its `code` says which it is. */
	readonly error: (fault: ErrorText) => ErrorText;

	// Side panel
	readonly panel: string;
	readonly openPanel: string;
	readonly hidePanel: string;
	readonly closePanel: string;
	readonly reload: string;
	readonly closeFile: string;
	readonly folderEmpty: string;
	readonly folderTruncated: string;
	readonly fileBinary: (mimeType: string) => string;
	readonly fileTooLarge: string;
	readonly processes: string;
	readonly noProcesses: string;
	readonly processState: (process: SandboxProcess) => string;
	readonly noOutput: string;
	/** What a process printed first is no longer told. */
	readonly outputSkipped: string;

	// Text, code, diffs and command output
	readonly copy: string;
	readonly copied: string;
	readonly copyFailed: string;
	readonly code: (language: string) => string;
	readonly table: string;
	readonly footnote: (label: string) => string;
	/** Leads from a footnote to the place in the text that refers to it. */
	readonly footnoteBack: string;
	readonly taskDone: string;
	readonly taskToDo: string;
	/** Stands in for an image that the URL policy does not let load. */
	readonly imageNotLoaded: (alt: string) => string;
	readonly diff: (path: string) => string;
	readonly diffState: Readonly<Record<"new" | "deleted" | "unchanged" | "too_large", string>>;
	readonly diffVersions: Readonly<Record<"old" | "new", string>>;
	/** The button that puts old and new lines beside each other. */
	readonly diffSideBySide: string;
	readonly showUnchanged: (lines: number) => string;
	readonly showAllLines: (lines: number) => string;
	readonly terminalOutput: string;
}
