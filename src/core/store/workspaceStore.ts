import type {
	Attachment,
	Diagnostics,
	FileContent,
	FolderListing,
	ProcessOutput,
	PromptResponse,
	ReadFileRequest,
	SandboxProcess,
	TimelineItem,
	WhenBusy,
} from "../../protocol/index.ts";
import type { WorkspaceState } from "../state/workspaceState.ts";

export interface PromptOptions {
	/** Files that are uploaded: those that `takeAttachments` gave, or those of an earlier prompt. */
	readonly attachments?: readonly Attachment[] | undefined;
	/** What the prompt does while a turn runs. Default: what the workspace was set up with, `queue` as a rule. */
	readonly whenBusy?: WhenBusy | undefined;
	/** The turn that `steer` and `interrupt` stop. Default: the one that runs now, as far as this browser knows. */
	readonly turnId?: string | null | undefined;
}

/**
 * One workspace as one browser sees it: its state, and what a person can do in it.
 *
 * Commands reject with a `WorkspaceError`. Each is repeated under the same client id while it is not known whether
 * the workspace has acted, so it happens once; one that finds no connection gives up after the action's deadline.
 */
export interface WorkspaceStore {
	/** The state now. The same object until something changes. */
	get(): WorkspaceState;
	/** Calls `listener` after changes, at most once a frame. The function it returns ends that. */
	subscribe(listener: () => void): () => void;
	/**
	 * Connects, and keeps the state up to date until the function it returns is called. May be started again
	 * afterwards. While it runs already, starting again only counts: the last one to stop closes the connection.
	 */
	start(): () => void;
	/** Tries at once to connect anew: after a refusal, or when a person does not want to wait. */
	reconnect(): void;

	/**
	 * Sends a prompt. It stands in `outbox` at once, and stays there as `failed` when it is refused, so a caller may
	 * leave the promise alone. It waits for the connection as long as it takes, over reloads too.
	 *
	 * @returns When the workspace has stored it, not when its turn has ended.
	 * @throws {WorkspaceError} `prompt_empty` (nothing is kept then), `prompt_too_long`, `queue_full`, `turn_running`,
	 *   `forbidden`, …
	 */
	prompt(text: string, options?: PromptOptions): Promise<PromptResponse>;
	/** Changes the draft, which is kept over reloads for this workspace and person. Sending a prompt leaves it alone. */
	setDraft(draft: string): void;
	/**
	 * Uploads files for the next prompt, one after another; how each goes is told by `attachments` in the state. They wait
	 * for the connection as long as it takes, and go on where they were.
	 */
	uploadAttachments(files: readonly File[]): void;
	/** Tries a file again that has failed. */
	retryAttachment(id: string): void;
	/** Takes a file out of the draft. */
	removeAttachment(id: string): void;
	/** Takes the files that are uploaded out of the draft, to send them with `prompt`. */
	takeAttachments(): readonly Attachment[];
	/** Sends a failed prompt again. */
	retryPrompt(clientId: string): void;
	/** Lets go of a prompt that is in the outbox. One that has reached the workspace already is not taken back by it. */
	discardPrompt(clientId: string): void;
	/** Stops the turn that runs. Does nothing when none does. */
	stop(): Promise<void>;
	/** Takes a queued prompt back. */
	withdrawPrompt(promptId: string): Promise<void>;
	/** Changes the text of a queued prompt. Rejects with `prompt_closed` when its turn has come meanwhile. */
	editPrompt(promptId: string, text: string): Promise<void>;
	/** Puts a queued prompt before another one, or with null at the end. Does nothing when either waits no more. */
	movePrompt(promptId: string, before: string | null): Promise<void>;
	/**
	 * Chooses what a composer's prompts do while a turn runs. It is kept in this browser, for all workspaces; but
	 * `interrupt` holds for the next prompt and the turn that runs alone, and is nothing to choose between turns.
	 */
	setWhenBusy(whenBusy: WhenBusy): void;
	/** Answers a permission with one of the agent's own options. Rejects with `already_answered` when another was first. */
	answerApproval(approvalId: string, optionId: string): Promise<void>;
	/** Sets a mode, a model or another setting of the session. */
	setConfigOption(configId: string, value: string): Promise<void>;
	/** Tries at once to bring a failed session back. */
	restartSession(): Promise<void>;
	/**
	 * Closes the connections of a person, yours too if it is you. `authenticate` on the server is asked about them anew.
	 */
	disconnectUser(userId: string): Promise<void>;
	/**
	 * Ends the workspace, with its history and its sandbox. Everybody's connection ends as `refused` with
	 * `workspace_destroyed`. Who opens the same id later gets a new, empty one, unless `authenticate` turns them away.
	 */
	destroyWorkspace(): Promise<void>;
	/** Asks for what an operator needs to judge the workspace. For owners. */
	getDiagnostics(): Promise<Diagnostics>;
	/** Loads the page before the first item. How it goes is told by `history` in the state, it never rejects. */
	loadOlder(): Promise<void>;
	/** Loads the whole of an item that is `truncated`, into the timeline too when it stands there. */
	loadItem(id: string): Promise<TimelineItem>;

	/**
	 * What lies in a folder of the sandbox; "" is the workspace's own. Nothing that is read of the sandbox is part of
	 * the state.
	 *
	 * @throws {WorkspaceError} `session_not_ready`, `sandbox_unreachable`, `not_found`, `invalid_argument`, …
	 */
	listFiles(path: string): Promise<FolderListing>;
	/** A page of a file in the sandbox. */
	readFile(path: string, page?: Omit<ReadFileRequest, "path">): Promise<FileContent>;
	/** Paths of files that what was typed may mean, the likeliest first. */
	findFiles(query: string, limit?: number): Promise<readonly string[]>;
	/** The processes of the sandbox, the newest first. */
	listProcesses(): Promise<readonly SandboxProcess[]>;
	/** What a process has printed since the last look, whose `after` this is; the end of it all without. */
	readProcess(processId: string, after?: number): Promise<ProcessOutput>;
}
