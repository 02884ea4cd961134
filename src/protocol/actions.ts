import type { ActionName } from "./actionName.ts";
import type { Diagnostics } from "./diagnostics.ts";
import type { Head } from "./events.ts";
import type { Participant, Role, Self } from "./participant.ts";
import type { FileContent, FolderListing, ProcessOutput, SandboxProcess } from "./sandbox.ts";
import type { Session, SessionStatus } from "./session.ts";
import type { ApprovalItem, PromptItem, TimelineItem } from "./timelineItem.ts";
import type { Turn } from "./turn.ts";

export interface SyncRequest {
	readonly protocol: number;
	/** Where the client stands; null on the first load. */
	readonly have: Head | null;
	/** How many items the window holds, 1 to `LIMITS.windowItems`. Default 50. */
	readonly limit?: number | undefined;
}

export interface SyncResponse extends Head {
	readonly protocol: number;
	/**
	 * `new`: `items` are the newest ones and replace what the client holds. `changed`: `items` are all that changed
	 * after `have.seq`, as they are now, whether the client has them or not.
	 */
	readonly window: "new" | "changed";
	/** Sorted by `order`. Queued prompts are not among them. */
	readonly items: readonly TimelineItem[];
	/** Whether there are items before the first of a `new` window. */
	readonly hasOlder: boolean;
	readonly session: Session;
	readonly turn: Turn | null;
	/** Prompts that wait, next one first. */
	readonly queue: readonly PromptItem[];
	/** What a prompt does while a turn runs, where it does not say itself. Default `queue`. */
	readonly whenBusy?: WhenBusy | undefined;
	/** Approvals that are pending, oldest first. */
	readonly approvals: readonly ApprovalItem[];
	/** The least role that may `answer`. Older workspaces do not tell it. */
	readonly approvalRole?: Role | undefined;
	readonly participants: readonly Participant[];
	readonly self: Self;
	/** The workspace's clock as it answers, in milliseconds since 1970. Older workspaces do not tell. */
	readonly now?: number | undefined;
}

export interface GetHistoryRequest {
	/** The `order` of the oldest item the client has. */
	readonly before: number;
	/** 1 to `LIMITS.windowItems`. Default 50. */
	readonly limit?: number | undefined;
}

export interface HistoryPage {
	/** Sorted by `order`. */
	readonly items: readonly TimelineItem[];
	readonly hasOlder: boolean;
}

/**
 * What a prompt does while a turn runs. `queue`: it waits its turn. `refuse`: it is refused with `turn_running`.
 * `steer`: the turn stops after its current step (no tool call open, no permission pending; at once when there is none)
 * and the agent goes on with this prompt. `interrupt`: the turn stops now and this prompt runs next.
 */
export type WhenBusy = "queue" | "refuse" | "steer" | "interrupt";

export interface PromptRequest {
	/** Made by the client, 1 to 64 characters of `A-Z a-z 0-9 - _`; a repeat under the same id gets the first answer. */
	readonly clientId?: string | undefined;
	/** When given it must be the connection's own (the "Multiplayer" guide sends it). */
	readonly userId?: string | undefined;
	/** At most `LIMITS.promptCharacters`; not only white space, unless something is attached. */
	readonly text: string;
	/** Ids of files that were uploaded by `attach`, or sent with an earlier prompt: at most `LIMITS.promptAttachments`. */
	readonly attachments?: readonly string[] | undefined;
	/** Default: what the workspace was set up with. `steer` and `interrupt` need the right to `cancel` too. */
	readonly whenBusy?: WhenBusy | undefined;
	/**
	 * For `steer` and `interrupt`: the turn the person saw, null when they saw none. When it is over already no other is
	 * stopped: the prompt just stands at the front. Default: the turn that runs when the prompt arrives.
	 */
	readonly turnId?: string | null | undefined;
}

/**
 * A piece of a file. All pieces of one file say the same about it. An upload begins with `offset` 0, and goes on where
 * the answer says, also after the connection or the workspace was lost: a piece that is there already changes nothing,
 * and one that would leave a gap is not taken. A file that no prompt has sent within a day is dropped.
 */
export interface UploadAttachmentRequest {
	/** Made by the client, like a client id. It is what a prompt names the file by. */
	readonly attachmentId: string;
	/** As the person's machine calls it: 1 to 255 characters. What it is called in the sandbox may differ. */
	readonly name: string;
	/** Anything that is no media type counts as `application/octet-stream`. */
	readonly mimeType: string;
	/** Bytes of the whole file, at most `LIMITS.attachmentBytes`. */
	readonly size: number;
	/** Where in the file the piece begins. */
	readonly offset: number;
	/** Base64 of at most `LIMITS.attachmentChunkBytes`; empty to ask where to go on. */
	readonly data: string;
	/** With the first piece of a picture: a `data:` URL of at most `LIMITS.thumbnailCharacters`. */
	readonly thumbnail?: string | undefined;
}

export interface UploadAttachmentResponse {
	readonly attachmentId: string;
	/** Bytes that are stored: where the next piece begins. The upload is done when they are `size`. */
	readonly received: number;
}

export interface PromptResponse {
	readonly promptId: string;
	/** 0 when it runs next or at once, else how many stand before it. */
	readonly position: number;
}

export interface StopRequest {
	readonly clientId: string;
	/** The turn the person saw. When it is over already, nothing happens. */
	readonly turnId: string;
}

export interface WithdrawPromptRequest {
	readonly clientId: string;
	readonly promptId: string;
}

export interface EditPromptRequest {
	readonly clientId: string;
	readonly promptId: string;
	/** As for a prompt. */
	readonly text: string;
}

export interface MovePromptRequest {
	readonly clientId: string;
	readonly promptId: string;
	/** The waiting prompt it comes to stand before; null for the end. */
	readonly before: string | null;
}

export interface AnswerApprovalRequest {
	readonly clientId: string;
	readonly approvalId: string;
	/** One of the agent's own, to the letter. */
	readonly optionId: string;
}

export interface AnswerApprovalResponse {
	readonly approvalId: string;
	readonly optionId: string;
	/** How many more people must allow it; 0 when it is settled. */
	readonly missing: number;
}

export interface SetConfigOptionRequest {
	readonly clientId: string;
	readonly configId: string;
	readonly value: string;
}

export interface RestartSessionRequest {
	readonly clientId: string;
}

export interface DestroyWorkspaceRequest {
	readonly clientId: string;
}

export interface DisconnectUserRequest {
	readonly clientId: string;
	/** Whose connections are to be closed. */
	readonly userId: string;
}

export interface SessionInfo {
	readonly workspaceId: string;
	readonly sandboxId: string | null;
	readonly agent: string;
	readonly state: SessionStatus;
}

/** Paths are told from the workspace's folder. An absolute one is taken too when it leads into that folder. */
export interface ListFilesRequest {
	/** "" for the workspace's folder itself. */
	readonly path: string;
}

export interface ReadFileRequest {
	readonly path: string;
	/** Where the page begins, in bytes: the `nextOffset` of the page before. Default 0. */
	readonly offset?: number | undefined;
	/** Bytes, 1 to `LIMITS.filePageBytes`, which is the default. */
	readonly limit?: number | undefined;
}

export interface FindFilesRequest {
	/** Letters of a path; "" finds what lies nearest. */
	readonly query: string;
	/** 1 to `LIMITS.foundFiles`. Default 20. */
	readonly limit?: number | undefined;
}

export interface ReadProcessRequest {
	readonly processId: string;
	/** The `after` of the last look. Without it the answer has the end of what was printed. */
	readonly after?: number | undefined;
}

/**
 * What a client can ask of the workspace actor. Each is one Rivet action with one argument.
 * Every one may throw a `UserError` whose code is a `WorkspaceErrorCode`.
 */
export interface WorkspaceActions {
	/** First load, gap, reconnect and wake, all in one. */
	sync(request: SyncRequest): Promise<SyncResponse>;
	/** An older page. */
	getHistory(request: GetHistoryRequest): Promise<HistoryPage>;
	/** One item whose long parts were cut, as whole as it is stored. */
	getItem(request: { readonly id: string }): Promise<TimelineItem>;
	/** Answers once the prompt is stored, not when its turn has ended. */
	prompt(request: PromptRequest): Promise<PromptResponse>;
	/** Stores a piece of a file that a prompt will send. */
	uploadAttachment(request: UploadAttachmentRequest): Promise<UploadAttachmentResponse>;
	/** Stops the turn. Stopping twice is harmless. */
	stop(request: StopRequest): Promise<{ readonly stopping: boolean }>;
	/** Takes a queued prompt back. */
	withdrawPrompt(request: WithdrawPromptRequest): Promise<{ readonly withdrawn: boolean }>;
	/** Changes the text of a queued prompt: of one's own, an owner of any. `prompt_closed` once it waits no more. */
	editPrompt(request: EditPromptRequest): Promise<{ readonly promptId: string }>;
	/**
	 * Gives a queued prompt another place: a person moves their own, before those of others too, and an owner any. False
	 * when it, or the one it was to stand before, waits no more.
	 */
	movePrompt(request: MovePromptRequest): Promise<{ readonly moved: boolean }>;
	/** Answers a permission. The first answer wins; later ones get `already_answered`. */
	answerApproval(request: AnswerApprovalRequest): Promise<AnswerApprovalResponse>;
	setConfigOption(request: SetConfigOptionRequest): Promise<{ readonly configId: string; readonly value: string }>;
	/** Tries at once to bring a failed session back. */
	restartSession(request: RestartSessionRequest): Promise<{ readonly restarting: boolean }>;
	/**
	 * Closes the connections of a person. Their browser asks at once to be let in again: it is `authenticate` that keeps
	 * them out, or lets them in with another role.
	 */
	disconnectUser(request: DisconnectUserRequest): Promise<{ readonly closed: number }>;
	/**
	 * Ends the workspace: its sandbox, its history and all that is stored of it. Everybody is told. Its id is free then:
	 * who asks for it gets a new, empty workspace, unless `authenticate` turns them away.
	 */
	destroyWorkspace(request: DestroyWorkspaceRequest): Promise<{ readonly destroyed: true }>;
	getSessionInfo(): Promise<SessionInfo>;
	/** What an operator needs to judge the workspace. For owners. */
	getDiagnostics(): Promise<Diagnostics>;
	/**
	 * What lies in a folder of the sandbox. Like all that follow it needs the sandbox, and rejects with
	 * `session_not_ready` or `sandbox_unreachable` without it.
	 */
	listFiles(request: ListFilesRequest): Promise<FolderListing>;
	/** A page of a file. */
	readFile(request: ReadFileRequest): Promise<FileContent>;
	/** Paths of files that a query may mean, the likeliest first. */
	findFiles(request: FindFilesRequest): Promise<{ readonly paths: readonly string[] }>;
	/** The processes of the sandbox, the newest first. */
	listProcesses(): Promise<{ readonly processes: readonly SandboxProcess[] }>;
	/** What a process has printed: asked again and again, it follows the process. */
	readProcess(request: ReadProcessRequest): Promise<ProcessOutput>;
}

/** What an action is asked with, by its name. */
export type ActionRequest<Name extends ActionName> = Parameters<WorkspaceActions[Name]>[0];

/** What an action answers with, by its name. */
export type ActionResponse<Name extends ActionName> = Awaited<ReturnType<WorkspaceActions[Name]>>;
