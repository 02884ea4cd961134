import type {
	ActionName,
	ActionRequest,
	ActionResponse,
	AnswerQuestionRequest,
	Attachment,
	CreatedInvite,
	CreateInviteRequest,
	Diagnostics,
	FileContent,
	FolderListing,
	Invite,
	Mention,
	NoteTarget,
	PeoplePage,
	ProcessOutput,
	PromptMetadata,
	PromptResponse,
	ReadFileRequest,
	Role,
	SandboxProcess,
	TimelineItem,
	WhenBusy,
} from "../../protocol/index.ts";
import type { ComposerMode, WorkspaceState } from "../state/workspaceState.ts";
import type { AttentionListener } from "./attentionReports.ts";
import type { OwnPresence } from "./presenceReporter.ts";

/** How a prompt is sent, beside its text. */
export interface PromptOptions {
	/** Uploaded files: those that `takeDraft` returned, or those of an earlier prompt. */
	readonly attachments?: readonly Attachment[] | undefined;
	/** Ids of notes that the prompt quotes to the agent, with their authors. Default: none. */
	readonly notes?: readonly string[] | undefined;
	/** Whom the text names, at most `LIMITS.noteMentions`: it waits for them to read it. Default: nobody. */
	readonly mentions?: readonly Mention[] | undefined;
	/** What the prompt does while a turn runs. Default: the workspace's own, usually `queue`. */
	readonly whenBusy?: WhenBusy | undefined;
	/** The turn that `steer` and `interrupt` stop. Default: the running turn, as far as this browser knows. */
	readonly turnId?: string | null | undefined;
	/** The host's own data, see `HostMetadata`: at most `LIMITS.promptMetadataBytes` as JSON. */
	readonly metadata?: PromptMetadata | undefined;
}

/** What the next prompt says, as `takeDraft` returns it. */
export interface TakenDraft extends Pick<PromptOptions, "attachments" | "notes" | "mentions" | "metadata"> {
	/** As it was typed. */
	readonly text: string;
	/** Those who were chosen for it, whether the text still names them or not. */
	readonly mentions?: readonly Mention[] | undefined;
}

/** What a note says beside its text. */
export interface NoteOptions {
	/** Whom the text names, at most `LIMITS.noteMentions`. Default: nobody. */
	readonly mentions?: readonly Mention[] | undefined;
	/** What it is about. Default: nothing, it is a note to everybody. */
	readonly about?: NoteTarget | null | undefined;
	/** The note that it replies to. Default: none. */
	readonly threadId?: string | null | undefined;
}

/** What an invite gives, and for how long: `role`, `expiresInMs` and `singleUse` of a `CreateInviteRequest`. */
export type InviteOptions = Omit<CreateInviteRequest, "clientId">;

/** What a person does with a question of the agent: the `action`, and with `accept` the `answer` to a form. */
export type QuestionReply = Pick<AnswerQuestionRequest, "action" | "answer">;

/**
 * One workspace as one browser sees it: its state, and what a person can do in it.
 *
 * Actions reject with a `WorkspaceError`. An action is repeated under the same client id while it is not known whether
 * the workspace has acted, so it happens once. Without a connection it rejects with `connection_lost` after 10 seconds.
 */
export interface WorkspaceStore {
	/** The current state. The same object until something changes. */
	get(): WorkspaceState;
	/** Calls `listener` after changes, at most once per frame. The returned function unsubscribes. */
	subscribe(listener: () => void): () => void;
	/**
	 * Calls `listener` with each thing that begins to wait for this person, once per tab: after a reload not again. What
	 * waits now is `selectAttention(store.get())`. The returned function unsubscribes.
	 */
	subscribeAttention(listener: AttentionListener): () => void;
	/**
	 * Connects, and keeps the state up to date until the returned function is called. It may be started again afterwards.
	 * Starting it while it runs opens no second connection: the last caller to stop closes the one there is.
	 */
	start(): () => void;
	/** Connects again at once: after a refusal, or when a person does not want to wait for the next attempt. */
	reconnect(): void;

	/**
	 * Sends a prompt. It is in `outbox` at once, and stays there as `failed` when it is refused, so a caller may ignore
	 * the promise. It waits for a connection as long as necessary, over reloads too.
	 *
	 * @returns Resolves when the workspace has stored it, not when its turn has ended.
	 * @throws {WorkspaceError} `prompt_empty` (nothing is kept then), `prompt_too_long`, `queue_full`, `turn_running`,
	 *   `forbidden`, …
	 */
	prompt(text: string, options?: PromptOptions): Promise<PromptResponse>;
	/**
	 * Suggests a prompt: it waits until somebody who may prompt sends it. Otherwise as `prompt`, which is a suggestion, too,
	 * while somebody else has the wheel. `whenBusy` and `turnId` do not count.
	 *
	 * @throws {WorkspaceError} `prompt_empty` (nothing is kept then), `prompt_too_long`, `queue_full`, `forbidden`, …
	 */
	suggestPrompt(text: string, options?: PromptOptions): Promise<PromptResponse>;
	/**
	 * Says whether the reader is at the newest item. While they are, and the page is visible, what arrives is read: see
	 * `selectUnread`. The workspace is told, so that nothing of it is new for them elsewhere. Default false.
	 */
	setReading(isAtEnd: boolean): void;
	/** Hides the `unreadSummary` of the state. */
	dismissUnreadSummary(): void;
	/** Changes the draft, which is kept over reloads for this workspace and person. `prompt` does not clear it: see `takeDraft`. */
	setDraft(draft: string): void;
	/** Keeps with the draft whom a name in it means. A new draft begins without. */
	chooseMention(mention: Mention): void;
	/** Chooses what the draft is to become. The choice is for this page. */
	setComposerMode(mode: ComposerMode): void;
	/**
	 * Says to the other people here what this person reads, has open or is typing. Call it as often as you like: it is
	 * throttled, nothing is sent while nobody else is there, and none of it is stored. `typing` ends by itself 4 s after it
	 * was said last; `setDraft` says it for a prompt.
	 *
	 * @example
	 * store.updatePresence({ path: "src/app.ts" });
	 */
	updatePresence(presence: OwnPresence): void;
	/** Follows a person through the timeline: `<Timeline>` shows what they read, until its reader scrolls. Null ends it. */
	followPerson(userId: string | null): void;
	/**
	 * Uploads files for the next prompt, one after another; `attachments` in the state says how far each is. An upload waits
	 * for a connection as long as necessary, and continues where it was.
	 */
	uploadAttachments(files: readonly File[]): void;
	/** Uploads a failed file again. */
	retryAttachment(id: string): void;
	/** Removes a file from the draft. */
	removeAttachment(id: string): void;
	/** Removes a quoted note from the draft. */
	removeQuote(noteId: string): void;
	/** Empties the draft, and returns what was in it, to send it with `prompt`. Files that are not uploaded yet stay. */
	takeDraft(): TakenDraft;
	/**
	 * Adds what a prompt was sent with, beside its text, to the draft: its files, the notes it quotes, whom it names and its metadata. The
	 * draft is to become a prompt then.
	 */
	addToDraft(sentWith: PromptOptions): void;
	/** Sends a failed prompt again. */
	retryPrompt(clientId: string): void;
	/** Removes a prompt from the outbox. If the workspace has stored it already, it still runs: see `withdrawPrompt`. */
	discardPrompt(clientId: string): void;
	/**
	 * Takes a failed prompt out of the outbox, to change it: what it was sent with is part of the draft again, as by
	 * `addToDraft`, and its text is returned for the text field. Null when there is no such prompt.
	 */
	takePrompt(clientId: string): string | null;
	/** Stops the running turn; between turns, what the agent does in the background. Does nothing when there is neither. */
	stop(): Promise<void>;
	/** Removes a queued prompt from the queue. */
	withdrawPrompt(promptId: string): Promise<void>;
	/** Changes the text of a queued prompt. Rejects with `prompt_closed` when it is no longer queued. */
	editPrompt(promptId: string, text: string, options?: Pick<PromptOptions, "mentions">): Promise<void>;
	/**
	 * Sends a suggestion, as a prompt of this person. Rejects with `suggestion_closed` when somebody was faster, and with
	 * `wheel_held` while somebody else has the wheel.
	 */
	sendSuggestion(promptId: string, revision?: number): Promise<void>;
	/** Declines a suggestion; everybody sees the reason. Rejects as `sendSuggestion`. */
	declineSuggestion(promptId: string, reason?: string): Promise<void>;
	/** Takes the wheel for 1 to 120 minutes, or keeps it for longer. Rejects with `wheel_held`, except for owners. */
	takeWheel(minutes: number): Promise<void>;
	/** Gives the wheel back. Does nothing when nobody has it. */
	releaseWheel(): Promise<void>;
	/** Asks whoever has the wheel for it. */
	askForWheel(): Promise<void>;
	/** Gives the wheel to somebody else who has the workspace open and may prompt, for the rest of its time. */
	handOverWheel(userId: string): Promise<void>;
	/** Moves a queued prompt before another one, or with null to the end. Does nothing when either is no longer queued. */
	movePrompt(promptId: string, before: string | null): Promise<void>;
	/**
	 * Chooses what a composer's prompts do while a turn runs. The choice is kept in this browser, for all workspaces, except
	 * `interrupt`: that holds only for the next prompt and the running turn, and has no effect between turns.
	 */
	setWhenBusy(whenBusy: WhenBusy): void;
	/** Answers a permission request with one of its options. Rejects with `already_answered` when someone else was first. */
	answerApproval(approvalId: string, optionId: string): Promise<void>;
	/**
	 * Answers, declines or dismisses a question of the agent. Rejects with `already_answered` when someone else was first,
	 * and with `answer_invalid` when the form does not take the answer.
	 */
	answerQuestion(questionId: string, reply: QuestionReply): Promise<void>;
	/**
	 * Adds a note for the people of the workspace. The agent never gets it. Resolves with its id once it is stored.
	 *
	 * @throws {WorkspaceError} `invalid_argument` when it is empty or too long, `not_found` when there is nothing that it
	 *   could be about or reply to, `forbidden`, …
	 */
	addNote(text: string, options?: NoteOptions): Promise<string>;
	/** Changes the text of a note of this person. */
	editNote(noteId: string, text: string, options?: Pick<NoteOptions, "mentions">): Promise<void>;
	/** Deletes the text of a note. */
	deleteNote(noteId: string): Promise<void>;
	/** Puts an emoji of this person on a note, or takes it away. */
	reactToNote(noteId: string, emoji: string, on: boolean): Promise<void>;
	/** Settles a thread of notes, or opens it again. */
	resolveNote(noteId: string, resolved: boolean): Promise<void>;
	/**
	 * Says that this person takes care of a permission request or a question; with `userId`, hands it over to somebody else
	 * who has the workspace open and may answer. It keeps nobody from answering.
	 */
	claimRequest(requestId: string, userId?: string): Promise<void>;
	/** Says that nobody takes care of it any more. People release their own, owners any. */
	releaseRequest(requestId: string): Promise<void>;
	/** Sets a mode, a model or another setting of the session. */
	setConfigOption(configId: string, value: string): Promise<void>;
	/** Changes the agent to another one of the session's `agents`. Rejects with `turn_running` during a turn. */
	changeAgent(agent: string): Promise<void>;
	/** Renames the workspace, for everybody. With null the agent's title shows again. */
	renameWorkspace(title: string | null): Promise<void>;
	/** Has the agent log in by one of its methods of the type `agent`. The session says how it went. */
	logIn(methodId: string): Promise<void>;
	/** Starts a failed session again at once. */
	restartSession(): Promise<void>;
	/**
	 * Closes the connections of a person, your own included. When they connect again, `authenticate` on the server decides.
	 * What they have queued waits for that, and is withdrawn if they are not back in time.
	 */
	disconnectUser(userId: string): Promise<void>;
	/**
	 * Those who were ever here and whose name has the text, those who were here last first. At most `limit`, by default 50,
	 * without the first `offset` of them.
	 */
	listPeople(query?: string, limit?: number, offset?: number): Promise<PeoplePage>;
	/**
	 * Changes the role of somebody who was here. For owners, where the server has `roles: "workspace"`: their `self` then has
	 * these actions among `allowedActions`.
	 */
	setRole(userId: string, role: Role): Promise<void>;
	/** Removes somebody, who is not let in again before an owner gives them a role or a new invite. As `setRole`. */
	removePerson(userId: string): Promise<void>;
	/** Makes an invite, and returns it with its token, which cannot be read again. As `setRole`. */
	createInvite(options: InviteOptions): Promise<CreatedInvite>;
	/** All invites that are open, and those that have ended lately, the newest first. As `setRole`. */
	listInvites(): Promise<readonly Invite[]>;
	/** Ends an invite. Whoever has come by it stays. As `setRole`. */
	revokeInvite(inviteId: string): Promise<void>;
	/**
	 * Deletes the workspace, with its history and its sandbox. Every connection ends as `refused` with
	 * `workspace_destroyed`. Opening the same id later creates a new, empty workspace, if `authenticate` allows it.
	 */
	destroyWorkspace(): Promise<void>;
	/**
	 * Calls any action of the workspace, for those that have no method here. It waits for the connection and is repeated
	 * like the others, so a request that changes something needs a `clientId`. The response is checked by its schema.
	 *
	 * @example
	 * const { agent } = await store.call("getSessionInfo", undefined);
	 */
	call<Name extends ActionName>(action: Name, request: ActionRequest<Name>): Promise<ActionResponse<Name>>;
	/** Loads what an operator needs to know about the workspace. For owners. */
	getDiagnostics(): Promise<Diagnostics>;
	/** Loads the page before the first item. Never rejects: `history` in the state reports how it goes. */
	loadOlder(): Promise<void>;
	/** Loads the full version of a `truncated` item, and updates the timeline with it. */
	loadItem(id: string): Promise<TimelineItem>;
	/**
	 * Loads an image, an audio or another binary content of the agent, or a file that a prompt has sent.
	 *
	 * @param id - The `id` of a `StoredContent`, or of an `Attachment` of a prompt.
	 * @throws {WorkspaceError} `not_found` when it is not stored any more.
	 */
	readContent(id: string): Promise<Uint8Array<ArrayBuffer>>;

	/**
	 * Lists a folder of the sandbox; "" is the folder that the agent works in. Nothing that is read from the sandbox is
	 * part of the state.
	 *
	 * @throws {WorkspaceError} `session_not_ready`, `sandbox_unreachable`, `not_found`, `invalid_argument`, …
	 */
	listFiles(path: string): Promise<FolderListing>;
	/** Reads a page of a file in the sandbox. */
	readFile(path: string, page?: Omit<ReadFileRequest, "path">): Promise<FileContent>;
	/** Paths of files that match what was typed, the best match first. */
	findFiles(query: string, limit?: number): Promise<readonly string[]>;
	/** The processes of the sandbox, newest first. */
	listProcesses(): Promise<readonly SandboxProcess[]>;
	/** What a process has printed since the response with this `after`; without it, the end of its output. */
	readProcess(processId: string, after?: number): Promise<ProcessOutput>;
}
