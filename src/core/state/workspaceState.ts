import type {
	ApprovalItem,
	Attachment,
	Mention,
	Participant,
	PresenceEntry,
	PromptItem,
	PromptMetadata,
	QuestionItem,
	ReadMark,
	Role,
	Self,
	Session,
	TimelineItem,
	Turn,
	UnreadSummary,
	WhenBusy,
	WorkspaceErrorInfo,
} from "../../protocol/index.ts";
import type { PersonMark } from "./personMarks.ts";

/** What is known of each file of the draft. */
interface DraftAttachmentBase {
	/** The id of the file in the workspace. */
	readonly id: string;
	/** The file's name. */
	readonly name: string;
	/** The file's media type, as the browser reported it. */
	readonly mimeType: string;
	/** Bytes. */
	readonly size: number;
	/** A small preview of an image, as a `data:` URL. */
	readonly thumbnail?: string | undefined;
}

/** A file that the next prompt will send. */
export type DraftAttachment =
	/** The workspace has received `received` bytes of it. */
	| (DraftAttachmentBase & { readonly status: "uploading"; readonly received: number })
	| (DraftAttachmentBase & { readonly status: "ready" })
	/** It is too large, cannot be read, or was refused. */
	| (DraftAttachmentBase & { readonly status: "failed"; readonly error: WorkspaceErrorInfo });

/** The status of the connection to the workspace. A union: narrow it by `status`. */
export type ConnectionStatus =
	/** The first connection is being made. `error` says why the last attempt has failed, if that is known. */
	| { readonly status: "connecting"; readonly error?: WorkspaceErrorInfo | undefined }
	/** The state is synced, and every change arrives. */
	| { readonly status: "connected" }
	/**
	 * It was lost at `since` (ms since 1970), and the store connects again on its own. The state may be out of date.
	 * `error` says why the last attempt has failed, if that is known.
	 */
	| {
			readonly status: "reconnecting";
			readonly since: number;
			readonly attempt: number;
			readonly error?: WorkspaceErrorInfo | undefined;
	  }
	/** It was lost, and the machine has no network. The store connects as soon as it has one again. */
	| { readonly status: "offline" }
	/** The workspace does not accept this browser. The store does not try again until `reconnect` is called. */
	| { readonly status: "refused"; readonly error: WorkspaceErrorInfo }
	/** The store was not started, or was stopped. */
	| { readonly status: "closed" };

/** What is known of each prompt in the outbox. */
interface PendingPromptBase {
	/** Identifies the prompt in the timeline, and keeps a repeated request from running it twice. */
	readonly clientId: string;
	/** The text, as it was typed. */
	readonly text: string;
	/** The files that are sent with it. */
	readonly attachments?: readonly Attachment[] | undefined;
	/** The ids of the notes that it quotes. */
	readonly notes?: readonly string[] | undefined;
	/** Whom the text names. */
	readonly mentions?: readonly Mention[] | undefined;
	/** Milliseconds since 1970, by the browser's clock. */
	readonly createdAt: number;
	/** Whether it is sent as a suggestion: for somebody who may not prompt. Default false. */
	readonly suggested?: true | undefined;
	/** What it does while a turn runs. Default: the workspace's own. */
	readonly whenBusy?: WhenBusy | undefined;
	/** The turn that its person saw when they sent it, for a prompt that may stop that turn. */
	readonly turnId?: string | null | undefined;
	/** The host's own data, see `HostMetadata`. */
	readonly metadata?: PromptMetadata | undefined;
	/** The span in which it was written, as W3C trace context writes it. */
	readonly traceparent?: string | undefined;
}

/** A prompt on its way to the workspace. It leaves the outbox when it shows up in the timeline or the queue. */
export type PendingPrompt =
	| (PendingPromptBase & { readonly status: "sending"; readonly error: null })
	/** It was refused, or the workspace could not be reached. `retryPrompt` sends it again, `discardPrompt` removes it. */
	| (PendingPromptBase & {
			readonly status: "failed";
			readonly error: WorkspaceErrorInfo;
			/** When it would be refused no longer, in milliseconds since 1970 by the browser's clock. Absent if that is not known. */
			readonly retryAt?: number | undefined;
	  });

/** What a composer writes. */
export type ComposerMode = "prompt" | "note";
/** Where people are and what they do, as far as this browser knows. */
export interface Presence {
	/** Of what the workspace has sent last; null when something before it was lost, or nothing came yet. */
	readonly revision: number | null;
	/** By user id. Somebody who is connected may be missing, and this person is in it only while others are there. */
	readonly people: ReadonlyMap<string, PresenceEntry>;
}

/** The status of loading an older page. */
export type HistoryStatus =
	| { readonly status: "idle" }
	| { readonly status: "loading" }
	| { readonly status: "failed"; readonly error: WorkspaceErrorInfo };

/**
 * Everything known about a workspace at one moment. It is an immutable value: a change creates a new one, and what did
 * not change keeps its identity, so `===` says whether there is something to render.
 *
 * @example
 * const { itemIds, items } = store.get();
 * for (const id of itemIds) console.log(items.get(id)?.kind);
 */
export interface WorkspaceState {
	/** The actor key: a string of 1 to 128 bytes. */
	readonly workspaceId: string;
	/** Whether the state is up to date, and why not. */
	readonly connectionStatus: ConnectionStatus;
	/** True from the first response of the workspace on; the fields below are empty before. */
	readonly loaded: boolean;
	/** Grows each time the workspace actor starts. `seq` numbers of different epochs cannot be compared. */
	readonly epoch: number;
	/** The number of the last change that is part of this state. */
	readonly seq: number;
	/**
	 * How far the workspace's clock is ahead of this browser's, in milliseconds. `createdAt`, `startedAt`, `expiresAt` and
	 * all other times are by the workspace's clock, which now shows `Date.now() + clockOffsetMs`.
	 */
	readonly clockOffsetMs: number;
	/** What is known about the agent; null before the first response. */
	readonly session: Session | null;
	/** The running turn, or null. */
	readonly turn: Turn | null;
	/** The ids of the timeline's items, oldest first, as far back as they are loaded. Queued prompts are not in it. */
	readonly itemIds: readonly string[];
	/** The timeline's items by id. Queued prompts are in `queue` instead. */
	readonly items: ReadonlyMap<string, TimelineItem>;
	/** Whether there are items before the first one: `loadOlder` loads them. */
	readonly hasOlder: boolean;
	/** Whether an older page is loading, and why the last one failed. */
	readonly history: HistoryStatus;
	/** Prompts that wait for the turn before them, the next one first, and suggestions among them, which have a `suggestion`. */
	readonly queue: readonly PromptItem[];
	/** What a prompt does while a turn runs, unless it says otherwise: the default of the workspace. */
	readonly whenBusy: WhenBusy;
	/** What this person has chosen instead, in this browser; null for no choice. */
	readonly preferredWhenBusy: WhenBusy | null;
	/** The turn that this person's next prompt interrupts: a choice for one prompt, which ends with that turn. */
	readonly interruptTurnId: string | null;
	/** The least role that may prompt, and so have the wheel; null until it is known. */
	readonly promptRole: Role | null;
	/** Permission requests that wait for an answer, oldest first. Each is in the timeline too. */
	readonly approvals: readonly ApprovalItem[];
	/** The least role that may answer them, unless a request requires another; null until it is known. */
	readonly approvalRole: Role | null;
	/** Questions of the agent that wait for an answer, oldest first. Each is in the timeline too. */
	readonly questions: readonly QuestionItem[];
	/** The least role that may answer them; null until it is known. */
	readonly questionRole: Role | null;
	/** The people who have the workspace open now. */
	readonly participants: readonly Participant[];
	/** Where they are and what they do. It changes often: select what you need, see `selectOthers`. */
	readonly presence: Presence;
	/** The `userId` of the person whom this one follows through the timeline; null for nobody. */
	readonly followedUserId: string | null;
	/** The color and the initials of everyone who is or was here, by user id, as far as it is loaded. */
	readonly personMarks: ReadonlyMap<string, PersonMark>;
	/** The person of this browser, and what they may do. Null before the first response. */
	readonly self: Self | null;
	/** Prompts of this browser that are not stored by the workspace yet, in the order they were written. */
	readonly outbox: readonly PendingPrompt[];
	/** The text that this person has written and not sent. It never leaves this browser. */
	readonly draft: string;
	/** Whom this person has chosen for the draft, the last one last: of several people with one name, those are named. */
	readonly draftMentions: readonly Mention[];
	/** The ids of the notes that the next prompt quotes: of a prompt that was put back into the draft. */
	readonly draftQuotes: readonly string[];
	/** The host's own data of a prompt that was put back into the draft. A new draft begins without. */
	readonly draftMetadata: PromptMetadata | null;
	/** Whether the draft is to become a prompt for the agent, or a note for the people; null while nothing is chosen. */
	readonly composerMode: ComposerMode | null;
	/** The files that the next prompt will send. After a reload, files that were not uploaded completely are `failed`. */
	readonly attachments: readonly DraftAttachment[];
	/**
	 * When this person last looked at the page, in milliseconds since 1970 by the browser's clock; null while the page is
	 * visible.
	 */
	readonly lookedAt: number | null;
	/** How far this person has read, here or in another window; null until it is known. */
	readonly read: ReadMark | null;
	/** Where the new begins: see `selectUnread`. Null when nothing was new when they came back. */
	readonly unreadSince: ReadMark | null;
	/** What has happened while this person was away; null once they have dismissed it, and if they were not away. */
	readonly unreadSummary: UnreadSummary | null;
}

/** The state before anything is known about the workspace. */
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
		promptRole: null,
		approvalRole: null,
		questions: [],
		questionRole: null,
		participants: [],
		presence: { revision: null, people: new Map() },
		followedUserId: null,
		personMarks: new Map(),
		self: null,
		outbox: [],
		draft: "",
		draftMentions: [],
		draftQuotes: [],
		draftMetadata: null,
		composerMode: null,
		attachments: [],
		lookedAt: null,
		read: null,
		unreadSince: null,
		unreadSummary: null,
	};
}
