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

/** The text of an error or a notice. */
export interface ErrorText {
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
	readonly timeline: string;
	readonly you: string;
	/** The display name of an agent, by its id: `claude`, `codex`, … */
	readonly agentName: (agent: string) => string;

	// Times and quantities
	/** A short time, with the date if it is not recent; `at` is in milliseconds since 1970. */
	readonly time: (at: number) => string;
	/** The full date and time, shown on hover. */
	readonly dateTime: (at: number) => string;
	/** How long ago something was; `ms` in milliseconds. */
	readonly timeAgo: (ms: number) => string;
	/** A duration in milliseconds. */
	readonly duration: (ms: number) => string;
	readonly linesChanged: (added: number, removed: number) => string;

	// Timeline
	readonly loading: string;
	readonly emptyTitle: string;
	readonly emptyHint: string;
	readonly loadingOlder: string;
	readonly jumpToLatest: string;
	readonly newItems: (count: number) => string;

	// Search and links
	readonly search: string;
	/** The position among the matches (1-based, 0 for none), their number, and whether older items are not loaded yet. */
	readonly searchResults: (at: number, of: number, hasOlder: boolean) => string;
	/** The search could not be fetched. */
	readonly searchUnavailable: string;
	readonly searchOlderMatch: string;
	readonly searchNewerMatch: string;
	readonly close: string;
	readonly copyLink: string;

	// Composer
	readonly composer: string;
	readonly composerPlaceholder: (agent: string | null) => string;
	/** The placeholder while a turn runs, by what sending would do. */
	readonly composerBusyPlaceholder: Readonly<Record<WhenBusy, string>>;
	readonly composerReadOnly: string;
	readonly commands: string;
	readonly files: string;
	readonly send: string;
	/** The choice of what a prompt does while a turn runs; below, for each choice: its name, description and send button. */
	readonly whenBusy: string;
	readonly whenBusyName: Readonly<Record<WhenBusy, string>>;
	readonly whenBusyDescription: Readonly<Record<WhenBusy, string>>;
	readonly whenBusySend: Readonly<Record<WhenBusy, string>>;
	readonly stop: string;
	readonly stopping: string;
	readonly settings: string;
	readonly settingChoice: (setting: string, choice: string) => string;
	readonly attachFiles: string;
	/** Over the composer, while files are dragged over the chat. */
	readonly dropFiles: string;
	readonly attachments: string;
	readonly removeAttachment: (name: string) => string;
	readonly fileSize: (bytes: number) => string;
	readonly percent: (percent: number) => string;
	/** Sending waits for the uploads. */
	readonly sendsWhenUploaded: string;
	/** A failed upload prevents sending; `mayRetry` if it can be retried. */
	readonly attachmentBlocksSending: (name: string, mayRetry: boolean) => string;
	readonly promptTooLong: (characters: number, limit: number) => string;

	// Prompts
	/** `waiting` is a prompt that is sent once there is a connection. */
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
	/** The accessible name of the buttons above; `direction` is one of the two labels. */
	readonly movePrompt: (direction: string, text: string) => string;
	readonly promptMoved: (place: number, of: number) => string;
	/** Next to a prompt that steers the running turn. */
	readonly afterStep: string;
	readonly editedBy: (name: string) => string;

	// Agent output
	readonly thinking: string;
	readonly thought: (duration: string | null) => string;
	readonly showMore: string;
	readonly showFull: string;
	readonly truncated: string;
	/** The part of a long item that was not stored; `size` as formatted by `fileSize`. */
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

	// Approvals
	readonly permissionRequested: (agent: string) => string;
	/** Above the list, if several are pending. */
	readonly approvalsPending: (count: number) => string;
	/** Who must allow it: the lowest role, how many people, and how many of them have allowed it. */
	readonly approvalRequirements: (role: Role, approvers: number, given: number) => string;
	readonly approvalRule: (rule: string) => string;
	readonly approvalExpires: (duration: string) => string;
	/** For screen readers, instead of the countdown. */
	readonly approvalExpiresAt: (time: string) => string;
	/** `name` is null if the workspace's policy answered; `rule` is the rule the policy named. */
	readonly approvalAnswered: (option: string, name: string | null, rule: string | null) => string;
	readonly approvalCancelled: Readonly<Record<Extract<ApprovalState, { status: "cancelled" }>["reason"], string>>;
	readonly approvalNotAllowed: string;
	/** Before those paths of a permission request that are outside of the folder the agent works in. */
	readonly outsideWorkingDirectory: string;

	// Turns
	readonly working: string;
	readonly writing: string;
	readonly waitingForApproval: string;
	readonly stoppingTurn: (name: string | null) => string;
	readonly runAgain: string;
	/** A button that makes the agent finish an interrupted turn, and the prompt that it sends. */
	readonly continueTurn: string;
	readonly continueTurnPrompt: string;
	/** The result of a turn in one or two words, below the turn. */
	readonly turnEnd: (stopReason: string | null) => string;
	/** Instead of `turnEnd`, if the agent ended its turn without any output. */
	readonly turnUnanswered: string;
	/** Why a turn ended early, and what to do about it. */
	readonly turnWarning: Readonly<Record<TurnWarning, ErrorText>>;
	/** Who stopped a turn, and the prompt it was stopped for; null for a plain stop. */
	readonly turnStopped: (name: string, prompt: string | null) => string;
	readonly filesChanged: (count: number) => string;
	readonly commandsRun: (count: number) => string;
	readonly toolCallsMade: (count: number) => string;
	readonly approvalsRequested: (count: number) => string;
	/** How long a turn waited for answers to its permission requests. */
	readonly waitedForApprovals: (duration: string) => string;
	readonly copyAnswer: string;
	readonly copyTurn: string;
	readonly copyTranscript: string;

	// Session and connection
	readonly participants: (count: number) => string;
	/** `role` is already a label (see `role`). */
	readonly participant: (name: string, role: string) => string;
	readonly role: Readonly<Record<Role, string>>;
	/** Tokens in the context, and its size. */
	readonly usage: (used: number, size: number) => string;
	/** The currency as an ISO 4217 code: `USD`, `EUR`, … */
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
	/** Shown for a link to an item that does not exist. */
	readonly itemNotFound: string;
	/** Translates an error or a notice by its `code`. The given text is in English. */
	readonly error: (error: ErrorText) => ErrorText;

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
	/** The start of a process's output is no longer available. */
	readonly outputSkipped: string;

	// Text, code, diffs and command output
	readonly copy: string;
	readonly copied: string;
	readonly copyFailed: string;
	readonly code: (language: string) => string;
	readonly table: string;
	readonly footnote: (label: string) => string;
	/** The link from a footnote back to its reference. */
	readonly footnoteBack: string;
	readonly taskDone: string;
	readonly taskToDo: string;
	/** Replaces an image that the URL policy blocks. */
	readonly imageNotLoaded: (alt: string) => string;
	readonly diff: (path: string) => string;
	readonly diffState: Readonly<Record<"new" | "deleted" | "unchanged" | "too_large", string>>;
	readonly diffVersions: Readonly<Record<"old" | "new", string>>;
	/** The button that shows old and new lines side by side. */
	readonly diffSideBySide: string;
	readonly showUnchanged: (lines: number) => string;
	readonly showAllLines: (lines: number) => string;
	readonly terminalOutput: string;
}
