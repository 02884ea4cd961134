import type {
	ApprovalItem,
	Attachment,
	Participant,
	PromptItem,
	Role,
	Self,
	Session,
	TimelineItem,
	Turn,
	WhenBusy,
	WorkspaceErrorInfo,
} from "../../protocol/index.ts";

interface DraftAttachmentBase {
	/** What the workspace knows the file by. */
	readonly id: string;
	readonly name: string;
	readonly mimeType: string;
	/** Bytes. */
	readonly size: number;
	/** A picture's small likeness, a `data:` URL. */
	readonly thumbnail?: string | undefined;
}

/** A file that the next prompt will send. */
export type DraftAttachment =
	/** `received` bytes of it are with the workspace. */
	| (DraftAttachmentBase & { readonly status: "uploading"; readonly received: number })
	| (DraftAttachmentBase & { readonly status: "ready" })
	/** It is too large, cannot be read, or was refused. */
	| (DraftAttachmentBase & { readonly status: "failed"; readonly error: WorkspaceErrorInfo });

/** How the browser stands to the workspace. Tell the cases apart by `status`. */
export type ConnectionStatus =
	/** The first connection is being made. */
	| { readonly status: "connecting" }
	/** Everything that happens arrives. */
	| { readonly status: "connected" }
	/** It was lost at `since` (ms since 1970) and comes back by itself; what is shown may be old. */
	| { readonly status: "reconnecting"; readonly since: number; readonly attempt: number }
	/** The machine has no network; connecting goes on when it has. */
	| { readonly status: "offline" }
	/** The workspace will not have this browser, and asking again would not help until something was done about it. */
	| { readonly status: "refused"; readonly error: WorkspaceErrorInfo }
	/** The store was not started, or was stopped. */
	| { readonly status: "closed" };

interface PendingPromptBase {
	/** By this id the prompt is found again in the timeline, and is never run twice. */
	readonly clientId: string;
	readonly text: string;
	readonly attachments?: readonly Attachment[] | undefined;
	/** Milliseconds since 1970, by the browser's clock. */
	readonly createdAt: number;
	readonly whenBusy?: WhenBusy | undefined;
	/** The turn that its person saw when they sent it, for one that may stop it. */
	readonly turnId?: string | null | undefined;
}

/** A prompt on its way to the workspace. It leaves the outbox when it shows up in the timeline or the queue. */
export type PendingPrompt =
	| (PendingPromptBase & { readonly status: "sending"; readonly error: null })
	/** The workspace would not take it, or could not be reached. `retry` sends it again, `discard` lets it go. */
	| (PendingPromptBase & { readonly status: "failed"; readonly error: WorkspaceErrorInfo });

/** Whether an older page is on its way. */
export type HistoryStatus =
	| { readonly status: "idle" }
	| { readonly status: "loading" }
	| { readonly status: "failed"; readonly error: WorkspaceErrorInfo };

/**
 * All that is known about a workspace at one moment. It is a value: a change makes another one, and what did not
 * change keeps its identity, so that `===` tells whether there is something to draw.
 *
 * @example
 * const { itemIds, items } = store.get();
 * for (const id of itemIds) console.log(items.get(id)?.kind);
 */
export interface WorkspaceState {
	readonly workspaceId: string;
	readonly connectionStatus: ConnectionStatus;
	/** True from the first answer of the workspace on; what is below `connection` is empty before. */
	readonly loaded: boolean;
	/** Grows each time the workspace actor starts; numbers of different epochs do not compare. */
	readonly epoch: number;
	/** The last change that is part of this state. */
	readonly seq: number;
	/**
	 * How far the workspace's clock is ahead of this browser's, in milliseconds. `createdAt`, `startedAt`, `expiresAt` and
	 * all other moments are its own: `Date.now() + clockOffsetMs` is now by it.
	 */
	readonly clockOffsetMs: number;
	readonly session: Session | null;
	/** The turn that runs, or null. */
	readonly turn: Turn | null;
	/** The timeline from oldest to newest, as far back as it was loaded. Queued prompts are not in it. */
	readonly itemIds: readonly string[];
	readonly items: ReadonlyMap<string, TimelineItem>;
	/** Whether there are items before the first one: `loadOlder` brings them. */
	readonly hasOlder: boolean;
	readonly history: HistoryStatus;
	/** Prompts that wait for the turn before them, next one first. */
	readonly queue: readonly PromptItem[];
	/** What a prompt does while a turn runs, where nothing else is said: as the workspace was set up. */
	readonly whenBusy: WhenBusy;
	/** What this person has chosen instead, in this browser; null while they have not. */
	readonly preferredWhenBusy: WhenBusy | null;
	/** The turn that this person's next prompt is to interrupt: a choice for one prompt, which ends with that turn. */
	readonly interruptTurnId: string | null;
	/** Permissions somebody has to give or refuse, oldest first. Each stands in the timeline too. */
	readonly approvals: readonly ApprovalItem[];
	/** The least role that may answer them, where a permission needs no other; null until it is known. */
	readonly approvalRole: Role | null;
	readonly participants: readonly Participant[];
	/** The person this browser speaks for, and what they may do. */
	readonly self: Self | null;
	/** Prompts of this browser that the workspace has not taken yet, in the order they were written. */
	readonly outbox: readonly PendingPrompt[];
	/** What this person has written and not sent. It is theirs alone: it never leaves this browser. */
	readonly draft: string;
	/** The files that the next prompt will send. A reload brings back those that were uploaded; of others it says so. */
	readonly attachments: readonly DraftAttachment[];
}

/** A workspace of which nothing is known yet. */
export function emptyWorkspaceState(workspaceId: string): WorkspaceState {
	return {
		workspaceId,
		connectionStatus: { status: "closed" },
		loaded: false,
		epoch: 0,
		seq: 0,
		clockOffsetMs: 0,
		session: null,
		turn: null,
		itemIds: [],
		items: new Map(),
		hasOlder: false,
		history: { status: "idle" },
		queue: [],
		whenBusy: "queue",
		preferredWhenBusy: null,
		interruptTurnId: null,
		approvals: [],
		approvalRole: null,
		participants: [],
		self: null,
		outbox: [],
		draft: "",
		attachments: [],
	};
}
