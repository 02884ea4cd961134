import * as v from "valibot";
import {
	type ApprovalRequirements,
	type ApprovalState,
	type ApprovalVote,
	approvalRequirementsSchema,
	approvalStateSchema,
	approvalVoteSchema,
	type PermissionOption,
	permissionOptionSchema,
} from "./approval.ts";
import { ERROR_CODES, type WorkspaceErrorCode } from "./errors.ts";
import type { PromptMetadata } from "./hostMetadata.ts";
import { promptMetadataSchema } from "./metadata.ts";
import { type Person, personSchema } from "./participant.ts";
import { list, object, openEnum, type Schema, variant } from "./schema.ts";
import { type ContentBlock, contentBlockSchema, type ToolCall, toolCallFields, toolCallSchema } from "./toolCall.ts";
import { type TurnResult, turnResultSchema } from "./turn.ts";

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
	/** True when long parts were truncated for the wire. The action `getItem` returns all that the workspace keeps of it. */
	readonly truncated?: boolean | undefined;
	/** The workspace keeps about 600 KB of one item. This is how many bytes of JSON are missing of a longer one. */
	readonly missingBytes?: number | undefined;
}

const itemFields = {
	id: v.string(),
	order: v.number(),
	seq: v.number(),
	turnId: v.nullable(v.string()),
	createdAt: v.number(),
	truncated: v.optional(v.boolean()),
	missingBytes: v.optional(v.number()),
};

/** A file that a person sent with a prompt. */
export interface Attachment {
	/** By this id another prompt can send it again. */
	readonly id: string;
	/** Safe as the name of a file: no folders, no control characters, at most 120 characters. */
	readonly name: string;
	readonly mimeType: string;
	/** Bytes. */
	readonly size: number;
	/** `file:` and its path in the sandbox; `attachment:` and its id until it was written there. */
	readonly uri: string;
	/** A small version of a picture, a `data:` URL. Absent or empty where the item would be too large with it. */
	readonly thumbnail?: string | undefined;
}

export const attachmentSchema: Schema<Attachment> = object<Attachment>({
	id: v.string(),
	name: v.string(),
	mimeType: v.string(),
	size: v.number(),
	uri: v.string(),
	thumbnail: v.optional(v.string()),
});

const PROMPT_STATES = ["queued", "running", "done", "failed", "cancelled", "interrupted", "withdrawn"] as const;

/** `queued` waits its turn; `interrupted` was left unfinished by a crash; the others after `running` end the prompt. */
export type PromptState = (typeof PROMPT_STATES)[number];

/** How a prompt preempts the turn that runs: after its current step (`steer`), or at once (`interrupt`). */
export interface Preemption {
	readonly mode: "steer" | "interrupt";
	/** The turn that is to stop. When it is over already, or null, the prompt is only moved to the front of the queue. */
	readonly turnId: string | null;
}

export const preemptionSchema: Schema<Preemption> = object<Preemption>({
	mode: openEnum(["steer", "interrupt"]),
	turnId: v.nullable(v.string()),
});

/** What a person asked. It is in the queue while it is `queued`, and in the timeline from then on. */
export interface PromptItem extends ItemBase {
	readonly kind: "prompt";
	readonly by: Person;
	/** The id that the sender's client made, by which the client recognises its own prompt. */
	readonly clientId: string;
	readonly text: string;
	readonly attachments: readonly Attachment[];
	readonly state: PromptState;
	/** Absent for a prompt that waits its turn, and for one that was moved in the queue. */
	readonly preemption?: Preemption | undefined;
	/** The host's own data, see `HostMetadata`. */
	readonly metadata?: PromptMetadata | undefined;
	/** Who changed the text last, where that was not its author. */
	readonly editedBy?: Person | undefined;
	/** Null until the turn has ended. */
	readonly result: TurnResult | null;
}

export const promptItemSchema: Schema<PromptItem> = object<PromptItem>({
	...itemFields,
	kind: v.literal("prompt"),
	by: personSchema,
	clientId: v.string(),
	text: v.string(),
	attachments: list(attachmentSchema),
	state: openEnum(PROMPT_STATES),
	preemption: v.optional(preemptionSchema),
	metadata: v.optional(promptMetadataSchema),
	editedBy: v.optional(personSchema),
	result: v.nullable(turnResultSchema),
});

/** What the agent said: text that may still grow while `open`, then other content after it. */
export interface MessageItem extends ItemBase {
	readonly kind: "message";
	readonly text: string;
	/** Content that is not text. Text after it starts another item. */
	readonly blocks: readonly ContentBlock[];
	readonly open: boolean;
}

export const messageItemSchema: Schema<MessageItem> = object<MessageItem>({
	...itemFields,
	kind: v.literal("message"),
	text: v.string(),
	blocks: list(contentBlockSchema),
	open: v.boolean(),
});

/** What the agent thought aloud. */
export interface ThoughtItem extends ItemBase {
	readonly kind: "thought";
	readonly text: string;
	readonly open: boolean;
	/** Milliseconds since 1970; null while `open`. */
	readonly endedAt: number | null;
}

export const thoughtItemSchema: Schema<ThoughtItem> = object<ThoughtItem>({
	...itemFields,
	kind: v.literal("thought"),
	text: v.string(),
	open: v.boolean(),
	endedAt: v.nullable(v.number()),
});

/** A tool call of the agent. */
export interface ToolCallItem extends ItemBase, ToolCall {
	readonly kind: "tool_call";
	/** Milliseconds since 1970; null while the call is pending or in progress. */
	readonly endedAt: number | null;
}

export const toolCallItemSchema: Schema<ToolCallItem> = object<ToolCallItem>({
	...itemFields,
	kind: v.literal("tool_call"),
	...toolCallFields,
	endedAt: v.nullable(v.number()),
});

/** One step of a plan. */
export interface PlanEntry {
	readonly content: string;
	readonly priority: "high" | "medium" | "low";
	readonly status: "pending" | "in_progress" | "completed";
}

export const planEntrySchema: Schema<PlanEntry> = object<PlanEntry>({
	content: v.string(),
	priority: openEnum(["high", "medium", "low"]),
	status: openEnum(["pending", "in_progress", "completed"]),
});

/** The agent's plan. One item per turn: each plan an agent sends replaces the one before. */
export interface PlanItem extends ItemBase {
	readonly kind: "plan";
	readonly entries: readonly PlanEntry[];
}

export const planItemSchema: Schema<PlanItem> = object<PlanItem>({
	...itemFields,
	kind: v.literal("plan"),
	entries: list(planEntrySchema),
});

/** A permission the agent asked for, and who gave or refused it. */
export interface ApprovalItem extends ItemBase {
	readonly kind: "approval";
	/** What would run. */
	readonly toolCall: ToolCall;
	readonly options: readonly PermissionOption[];
	readonly state: ApprovalState;
	/** Default: one person whose role may answer. */
	readonly requirements?: ApprovalRequirements | undefined;
	/** Who has allowed it so far, where several must. */
	readonly votes?: readonly ApprovalVote[] | undefined;
	/** Milliseconds since 1970. Absent when it does not expire. */
	readonly expiresAt?: number | undefined;
	/** The rule of the policy by which people are asked. */
	readonly rule?: string | undefined;
	/** An "always" answer also settles this turn's other pending requests under the same rule. */
	readonly settlesMatching?: boolean | undefined;
}

export const approvalItemSchema: Schema<ApprovalItem> = object<ApprovalItem>({
	...itemFields,
	kind: v.literal("approval"),
	toolCall: toolCallSchema,
	options: list(permissionOptionSchema),
	state: approvalStateSchema,
	requirements: v.optional(approvalRequirementsSchema),
	votes: v.optional(list(approvalVoteSchema)),
	expiresAt: v.optional(v.number()),
	rule: v.optional(v.string()),
	settlesMatching: v.optional(v.boolean()),
});

/** A message of the workspace itself: an error, a restart, a gap. */
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

const NOTICE_CODES = [
	"session_restored",
	"session_restarted",
	"settings_lost",
	"updates_lost",
	"turn_interrupted",
	"turn_stopped",
] as const;

/** Notices that are not errors. */
export type NoticeCode = (typeof NOTICE_CODES)[number];

export const noticeItemSchema: Schema<NoticeItem> = object<NoticeItem>({
	...itemFields,
	kind: v.literal("notice"),
	level: openEnum(["info", "warning", "error"]),
	code: openEnum([...ERROR_CODES, ...NOTICE_CODES]),
	message: v.string(),
	hint: v.optional(v.string()),
	detail: v.optional(v.string()),
});

/** An update of a kind this version does not know, kept as it came. */
export interface UnknownItem extends ItemBase {
	readonly kind: "unknown";
	/** The agent's name for it, `sessionUpdate` in ACP; of an item of a newer workspace, its kind. */
	readonly label: string;
	readonly value: unknown;
}

export const unknownItemSchema: Schema<UnknownItem> = object<UnknownItem>({
	...itemFields,
	kind: v.literal("unknown"),
	label: v.string(),
	value: v.unknown(),
});

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

/** The kinds of items that this version knows. */
export type TimelineItemKind = TimelineItem["kind"];

/** The schema of each kind of item. */
export const ITEM_SCHEMAS: { readonly [Kind in TimelineItemKind]: Schema<Extract<TimelineItem, { kind: Kind }>> } = {
	prompt: promptItemSchema,
	message: messageItemSchema,
	thought: thoughtItemSchema,
	tool_call: toolCallItemSchema,
	plan: planItemSchema,
	approval: approvalItemSchema,
	notice: noticeItemSchema,
	unknown: unknownItemSchema,
};

/** What is needed of an item of a kind that this version does not know. */
interface NewerItem {
	readonly id: string;
	readonly order: number;
	readonly seq: number;
	readonly kind: string;
}

const newerItemSchema = object<NewerItem>({ id: v.string(), order: v.number(), seq: v.number(), kind: v.string() });

/** An item of a kind that this version does not know becomes an `UnknownItem`. */
export const timelineItemSchema: Schema<TimelineItem> = variant<TimelineItem, "kind">(
	"kind",
	ITEM_SCHEMAS,
	v.pipe(newerItemSchema, v.transform(toUnknownItem)),
);

function toUnknownItem(item: NewerItem & { readonly turnId?: unknown; readonly createdAt?: unknown }): UnknownItem {
	const { id, order, seq, turnId, createdAt, kind } = item;
	return {
		kind: "unknown",
		id,
		order,
		seq,
		turnId: typeof turnId === "string" ? turnId : null,
		createdAt: Number(createdAt),
		label: kind,
		value: item,
	};
}
