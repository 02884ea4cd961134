import type { WorkspaceErrorCode } from "./errors.ts";
import type { Person, Role } from "./participant.ts";
import type { ContentBlock, ToolCall } from "./toolCall.ts";
import type { TurnResult } from "./turn.ts";

interface ItemBase {
	/** Unique in the workspace, at most 64 characters of `A-Z a-z 0-9 - _`. */
	readonly id: string;
	/** Where the item stands in the timeline; grows from oldest to newest, with gaps. */
	readonly order: number;
	/** The change that touched the item last. */
	readonly seq: number;
	/** The turn it belongs to; null outside turns. */
	readonly turnId: string | null;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	/** True when long parts were cut for the wire. The action `item` answers with all that the workspace keeps of it. */
	readonly truncated?: boolean | undefined;
	/** The workspace keeps about 600 KB of one item. Of a longer one so many bytes, as JSON, are missing everywhere. */
	readonly missingBytes?: number | undefined;
}

/** A file that a person sent with a prompt. */
export interface Attachment {
	/** By this id another prompt can send it again. */
	readonly id: string;
	/** Safe as the name of a file: no folders, no control characters, at most 120 characters. */
	readonly name: string;
	readonly mimeType: string;
	/** Bytes. */
	readonly size: number;
	/** `file:` and where it lies in the sandbox; `attachment:` and its id until it was put there. */
	readonly uri: string;
	/** A picture's small likeness, a `data:` URL. Left out, or empty, where the item would not fit the wire with it. */
	readonly thumbnail?: string | undefined;
}

/** `queued` waits its turn; `interrupted` is what a crash left unfinished; the rest end the prompt. */
export type PromptState = "queued" | "running" | "done" | "failed" | "cancelled" | "interrupted" | "withdrawn";

/** How a prompt pushes in: the turn stops for it after its step (`steer`), or at once (`interrupt`). */
export interface Preemption {
	readonly mode: "steer" | "interrupt";
	/** The turn that is to stop. When it is over already, or null, the prompt just stands at the front. */
	readonly turnId: string | null;
}

/** What a person asked. While `queued` it stands in the queue, from then on in the timeline. */
export interface PromptItem extends ItemBase {
	readonly kind: "prompt";
	readonly by: Person;
	/** The id the sender's client made, by which it finds its own prompt again. */
	readonly clientId: string;
	readonly text: string;
	readonly attachments: readonly Attachment[];
	readonly state: PromptState;
	/** Absent for one that waits its turn, also once it was moved. */
	readonly preemption?: Preemption | undefined;
	/** Who changed the text last, where that was not its author. */
	readonly editedBy?: Person | undefined;
	/** Null until the turn has ended. */
	readonly result: TurnResult | null;
}

/** What the agent said: text that may still grow while `open`, then other content after it. */
export interface MessageItem extends ItemBase {
	readonly kind: "message";
	readonly text: string;
	/** Content that is not text. Text after it starts another item. */
	readonly blocks: readonly ContentBlock[];
	readonly open: boolean;
}

/** What the agent thought aloud. */
export interface ThoughtItem extends ItemBase {
	readonly kind: "thought";
	readonly text: string;
	readonly open: boolean;
	/** Milliseconds since 1970; null while `open`. */
	readonly endedAt: number | null;
}

export interface ToolCallItem extends ItemBase, ToolCall {
	readonly kind: "tool_call";
	/** Milliseconds since 1970; null while the call is pending or in progress. */
	readonly endedAt: number | null;
}

export interface PlanEntry {
	readonly content: string;
	readonly priority: "high" | "medium" | "low";
	readonly status: "pending" | "in_progress" | "completed";
}

/** The agent's plan. One item per turn: each plan an agent sends replaces the one before. */
export interface PlanItem extends ItemBase {
	readonly kind: "plan";
	readonly entries: readonly PlanEntry[];
}

export interface PermissionOption {
	/** What is sent back, to the letter. */
	readonly optionId: string;
	/** The agent's own words for it. */
	readonly name: string;
	readonly optionKind: "allow_once" | "allow_always" | "reject_once" | "reject_always" | "other";
}

export type ApprovalState =
	| { readonly status: "pending" }
	| {
			readonly status: "answered";
			readonly optionId: string;
			/** Whose answer decided it; null when the workspace's policy did. */
			readonly by: Person | null;
			/** The rule of the policy by which it was answered, for this one or for all that are alike. */
			readonly rule?: string | undefined;
			readonly answeredAt: number;
	  }
	/**
	 * Nobody can answer it any more: the turn was stopped, ended, or lost its agent, its time was over, the policy
	 * denied it and the agent offered no way to say so, or too many waited already.
	 */
	| {
			readonly status: "cancelled";
			readonly reason: "stopped" | "turn_ended" | "interrupted" | "expired" | "denied" | "too_many";
			readonly rule?: string | undefined;
			readonly cancelledAt: number;
	  };

/** Who has to answer a permission. */
export interface ApprovalRequirements {
	/** The least role of who answers. */
	readonly role: Role;
	/** How many different people must allow it. One who rejects it is enough. */
	readonly approvers: number;
}

/** One of several people who must allow something has. */
export interface ApprovalVote {
	readonly by: Person;
	readonly optionId: string;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** A permission the agent asked for, and who gave or refused it. */
export interface ApprovalItem extends ItemBase {
	readonly kind: "approval";
	/** What would run. */
	readonly toolCall: ToolCall;
	readonly options: readonly PermissionOption[];
	readonly state: ApprovalState;
	/** Where it does not say: one person whose role may answer. */
	readonly requirements?: ApprovalRequirements | undefined;
	/** Who has allowed it so far, where several must. */
	readonly votes?: readonly ApprovalVote[] | undefined;
	/** Milliseconds since 1970. Never when it does not say. */
	readonly expiresAt?: number | undefined;
	/** The rule of the policy that wants people to be asked. */
	readonly rule?: string | undefined;
	/** An answer for always settles those of this turn that wait by the same rule, too. */
	readonly settlesMatching?: boolean | undefined;
}

/** What the workspace itself has to say: an error, a restart, a gap. */
export interface NoticeItem extends ItemBase {
	readonly kind: "notice";
	readonly level: "info" | "warning" | "error";
	readonly code: WorkspaceErrorCode | NoticeCode;
	/** What happened and why it matters, a sentence. */
	readonly message: string;
	/** What to do about it, a sentence. */
	readonly hint?: string | undefined;
	/** The agent's or server's own words, as they came. */
	readonly detail?: string | undefined;
}

/** Notices that are not errors. */
export type NoticeCode =
	| "session_restored"
	| "session_restarted"
	| "settings_lost"
	| "updates_lost"
	| "turn_interrupted"
	| "turn_stopped";

/** An update of a kind this version does not know, kept as it came. */
export interface UnknownItem extends ItemBase {
	readonly kind: "unknown";
	/** The agent's word for it, `sessionUpdate` in ACP. */
	readonly label: string;
	readonly value: unknown;
}

/** One entry of the timeline. Tell them apart by `kind`. */
export type TimelineItem =
	| PromptItem
	| MessageItem
	| ThoughtItem
	| ToolCallItem
	| PlanItem
	| ApprovalItem
	| NoticeItem
	| UnknownItem;

export type TimelineItemKind = TimelineItem["kind"];
