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
import { type Claim, claimSchema } from "./claim.ts";
import { ERROR_CODES, type WorkspaceErrorCode } from "./errors.ts";
import type { PromptMetadata } from "./hostMetadata.ts";
import { promptMetadataSchema } from "./metadata.ts";
import {
	type Mention,
	mentionSchema,
	type NoteReaction,
	type NoteResolution,
	type NoteTarget,
	noteReactionSchema,
	noteResolutionSchema,
	noteTargetSchema,
	type QuotedNote,
	quotedNoteSchema,
} from "./note.ts";
import { type Person, personSchema, type Role, roleSchema } from "./participant.ts";
import { type PlanEntry, planEntrySchema } from "./plan.ts";
import {
	type Attachment,
	attachmentSchema,
	PROMPT_STATES,
	type Preemption,
	type PromptState,
	type PromptSuspension,
	type PromptWithdrawal,
	preemptionSchema,
	promptSuspensionSchema,
	promptWithdrawalSchema,
	type SuggestedPrompt,
	suggestedPromptSchema,
} from "./prompt.ts";
import { type QuestionRequest, type QuestionState, questionRequestSchema, questionStateSchema } from "./question.ts";
import { list, numberSchema, object, openEnum, type Schema, timeSchema, variant } from "./schema.ts";
import { type ContentBlock, contentBlockSchema, type ToolCall, toolCallFields, toolCallSchema } from "./toolCall.ts";
import { type TurnResult, turnResultSchema } from "./turn.ts";
import { WHEEL_CHANGES, type WheelChange } from "./wheel.ts";

/** Of what a subagent may have done. */
const nestedFields = { parentId: v.optional(v.string()) };

/** What all items have. */
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
	order: numberSchema,
	seq: numberSchema,
	turnId: v.nullable(v.string()),
	createdAt: timeSchema,
	truncated: v.optional(v.boolean()),
	missingBytes: v.optional(numberSchema),
};

/** What a person asked. It is in the queue while it is `queued`, and in the timeline from then on. */
export interface PromptItem extends ItemBase {
	/** Tells it apart from other items. */
	readonly kind: "prompt";
	/** Who wrote it. */
	readonly by: Person;
	/** The id that the sender's client made, by which the client recognises its own prompt. */
	readonly clientId: string;
	/** The text, as it was typed; empty if only files or notes were sent. */
	readonly text: string;
	/** The files that were sent with it. */
	readonly attachments: readonly Attachment[];
	/** The notes that it quotes, the oldest first. Default: none. */
	readonly notes?: readonly QuotedNote[] | undefined;
	/** Whom the text names. Default: nobody. */
	readonly mentions?: readonly Mention[] | undefined;
	/** How far it is. */
	readonly state: PromptState;
	/** Absent for a prompt that waits its turn, and for one that was moved in the queue. */
	readonly preemption?: Preemption | undefined;
	/** The host's own data, see `HostMetadata`. */
	readonly metadata?: PromptMetadata | undefined;
	/** The span in which its client has sent it, as W3C trace context writes it. */
	readonly traceparent?: string | undefined;
	/** Who changed the text last, where that was not its author. */
	readonly editedBy?: Person | undefined;
	/** Absent for a prompt that begins when its turn comes. */
	readonly suspended?: PromptSuspension | undefined;
	/** Absent for a prompt that nobody has to send. */
	readonly suggestion?: SuggestedPrompt | undefined;
	/** Who has sent it, where it was a suggestion; whoever changes it after that takes their place. */
	readonly sentBy?: Person | undefined;
	/** Why it was withdrawn. Absent for a prompt that its author or an owner has taken back. */
	readonly withdrawal?: PromptWithdrawal | undefined;
	/** Null until the turn has ended. */
	readonly result: TurnResult | null;
}

const promptItemSchema: Schema<PromptItem> = object<PromptItem>({
	...itemFields,
	kind: v.literal("prompt"),
	by: personSchema,
	clientId: v.string(),
	text: v.string(),
	attachments: list(attachmentSchema),
	notes: v.optional(list(quotedNoteSchema)),
	mentions: v.optional(list(mentionSchema)),
	state: openEnum(PROMPT_STATES),
	preemption: v.optional(preemptionSchema),
	metadata: v.optional(promptMetadataSchema),
	traceparent: v.optional(v.string()),
	editedBy: v.optional(personSchema),
	suspended: v.optional(promptSuspensionSchema),
	suggestion: v.optional(suggestedPromptSchema),
	sentBy: v.optional(personSchema),
	withdrawal: v.optional(promptWithdrawalSchema),
	result: v.nullable(turnResultSchema),
});

/** What the agent said: text that may still grow while `open`, then other content after it. */
export interface MessageItem extends ItemBase {
	/** Tells it apart from other items. */
	readonly kind: "message";
	/** The id of the tool call whose subagent did it. Absent for what the agent itself did. */
	readonly parentId?: string | undefined;
	/** Markdown, not trusted. */
	readonly text: string;
	/** Content that is not text. Text after it starts another item. */
	readonly blocks: readonly ContentBlock[];
	/** Whether more text may follow. */
	readonly open: boolean;
}

const messageItemSchema: Schema<MessageItem> = object<MessageItem>({
	...itemFields,
	...nestedFields,
	kind: v.literal("message"),
	text: v.string(),
	blocks: list(contentBlockSchema),
	open: v.boolean(),
});

/** What the agent thought aloud. */
export interface ThoughtItem extends ItemBase {
	/** Tells it apart from other items. */
	readonly kind: "thought";
	/** The id of the tool call whose subagent did it. Absent for what the agent itself did. */
	readonly parentId?: string | undefined;
	/** Markdown, not trusted. */
	readonly text: string;
	/** Whether more text may follow. */
	readonly open: boolean;
	/** Milliseconds since 1970; null while `open`. */
	readonly endedAt: number | null;
}

const thoughtItemSchema: Schema<ThoughtItem> = object<ThoughtItem>({
	...itemFields,
	...nestedFields,
	kind: v.literal("thought"),
	text: v.string(),
	open: v.boolean(),
	endedAt: v.nullable(timeSchema),
});

/** A tool call of the agent. */
export interface ToolCallItem extends ItemBase, ToolCall {
	/** Tells it apart from other items. */
	readonly kind: "tool_call";
	/** The id of the tool call whose subagent did it. Absent for what the agent itself did. */
	readonly parentId?: string | undefined;
	/** Milliseconds since 1970; null while the call is pending or in progress. */
	readonly endedAt: number | null;
	/** Whether what it started goes on, or went on, in the background: beside the turn and after it. Default false. */
	readonly background?: boolean | undefined;
}

const toolCallItemSchema: Schema<ToolCallItem> = object<ToolCallItem>({
	...itemFields,
	...nestedFields,
	kind: v.literal("tool_call"),
	...toolCallFields,
	endedAt: v.nullable(timeSchema),
	background: v.optional(v.boolean()),
});

/** The agent's plan. One item per turn: each plan an agent sends replaces the one before. A subagent has plans of its own. */
export interface PlanItem extends ItemBase {
	/** Tells it apart from other items. */
	readonly kind: "plan";
	/** The id of the tool call whose subagent did it. Absent for what the agent itself did. */
	readonly parentId?: string | undefined;
	/** The steps, in the agent's order. Empty for a plan that is a text, and for one that the agent has removed. */
	readonly entries: readonly PlanEntry[];
	/** A plan without steps: Markdown, not trusted. */
	readonly markdown?: string | undefined;
}

const planItemSchema: Schema<PlanItem> = object<PlanItem>({
	...itemFields,
	...nestedFields,
	kind: v.literal("plan"),
	entries: list(planEntrySchema),
	markdown: v.optional(v.string()),
});

/** A permission the agent asked for, and who gave or refused it. */
export interface ApprovalItem extends ItemBase {
	/** Tells it apart from other items. */
	readonly kind: "approval";
	/** What would run. */
	readonly toolCall: ToolCall;
	/** The answers that the agent accepts. */
	readonly options: readonly PermissionOption[];
	/** Whether it waits, and how it ended. */
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
	/** Who takes care of it. Absent if nobody has said so. */
	readonly claim?: Claim | undefined;
}

const approvalItemSchema: Schema<ApprovalItem> = object<ApprovalItem>({
	...itemFields,
	kind: v.literal("approval"),
	toolCall: toolCallSchema,
	options: list(permissionOptionSchema),
	state: approvalStateSchema,
	requirements: v.optional(approvalRequirementsSchema),
	votes: v.optional(list(approvalVoteSchema)),
	expiresAt: v.optional(timeSchema),
	rule: v.optional(v.string()),
	settlesMatching: v.optional(v.boolean()),
	claim: v.optional(claimSchema),
});

/** What the agent asked people, and who answered it. */
export interface QuestionItem extends ItemBase {
	/** Tells it apart from other items. */
	readonly kind: "question";
	/** What is asked and why, in the agent's words. Plain text. */
	readonly message: string;
	/** What the agent wants: an answer by a form, or a visit to a page. */
	readonly request: QuestionRequest;
	/** Whether it waits, and how it ended. */
	readonly state: QuestionState;
	/** The agent's id of the tool call that asks; absent when none does. */
	readonly toolCallId?: string | undefined;
	/** Milliseconds since 1970. Absent when it does not expire. */
	readonly expiresAt?: number | undefined;
	/** Who takes care of it. Absent if nobody has said so. */
	readonly claim?: Claim | undefined;
}

const questionItemSchema: Schema<QuestionItem> = object<QuestionItem>({
	...itemFields,
	kind: v.literal("question"),
	message: v.string(),
	request: questionRequestSchema,
	state: questionStateSchema,
	toolCallId: v.optional(v.string()),
	expiresAt: v.optional(timeSchema),
	claim: v.optional(claimSchema),
});

/** A message beside the answer: of the workspace itself (an error, a restart, a gap), or of the agent (`agent_notice`). */
export interface NoticeItem extends ItemBase {
	/** Tells it apart from other items. */
	readonly kind: "notice";
	/** How severe it is. */
	readonly level: "info" | "warning" | "error";
	/** What happened, for programs. */
	readonly code: WorkspaceErrorCode | NoticeCode;
	/** What happened and why it matters, a sentence. */
	readonly message: string;
	/** What to do about it, a sentence. */
	readonly hint?: string | undefined;
	/** The agent's or server's own words, as they came. */
	readonly detail?: string | undefined;
}

/** Every code of a notice that is not an error. */
export const NOTICE_CODES = [
	"session_restored",
	"session_restarted",
	"sandbox_replaced",
	"workspace_imported",
	"settings_lost",
	"setup_not_taken",
	"updates_lost",
	"turn_interrupted",
	"turn_cut_by_deploy",
	"turn_stopped",
	"turn_unstorable",
	"steering_unconfirmed",
	"agent_notice",
	"background_cut",
	"prompted_elsewhere",
] as const;

/** Notices that are not errors. */
export type NoticeCode = (typeof NOTICE_CODES)[number];

const noticeItemSchema: Schema<NoticeItem> = object<NoticeItem>({
	...itemFields,
	kind: v.literal("notice"),
	level: openEnum(["info", "warning", "error"]),
	code: openEnum([...ERROR_CODES, ...NOTICE_CODES]),
	message: v.string(),
	hint: v.optional(v.string()),
	detail: v.optional(v.string()),
});

/** A value of a setting, and its name when it was chosen. */
export interface SettingValue {
	/** As in `ConfigChoice`. */
	readonly value: string;
	/** Shown to people. For a switch the value itself. */
	readonly name: string;
}

const settingValueSchema: Schema<SettingValue> = object<SettingValue>({ value: v.string(), name: v.string() });

/** A setting of the session has another value. */
export interface SettingChangedEvent {
	/** Tells it from other events. */
	readonly type: "setting_changed";
	/** The setting's id. */
	readonly configId: string;
	/** The setting's name. */
	readonly name: string;
	/** As in `ConfigOption`. */
	readonly category: string | null;
	/** Null when it is not known. */
	readonly from: SettingValue | null;
	/** Its value since then. */
	readonly to: SettingValue;
}

/** How far the agent is with a compaction of its context. It may report others. */
export const COMPACTION_STATUSES = ["in_progress", "completed", "failed", "cancelled"] as const;

/** One of `COMPACTION_STATUSES`. */
export type CompactionStatus = (typeof COMPACTION_STATUSES)[number];

/** The agent has replaced the older part of its context by a summary, to make room. */
export interface ContextCompactedEvent {
	/** Tells it from other events. */
	readonly type: "context_compacted";
	/** One of `COMPACTION_STATUSES`, or another word of the agent. */
	readonly status: string;
	/** What the agent goes on with: Markdown, not trusted. Absent while it is in progress, and if the agent shows none. */
	readonly summary?: string | undefined;
	/** Why it failed, in the agent's words. */
	readonly error?: string | undefined;
}

/** An owner changed the agent that works here. */
export interface AgentChangedEvent {
	/** Tells it from other events. */
	readonly type: "agent_changed";
	/** The id of the agent before. */
	readonly from: string;
	/** The id of the agent since then. */
	readonly to: string;
}

/**
 * The agent goes on by itself, outside of turns. What it does then follows: its `turnId` is the id of this item.
 */
export interface BackgroundWorkEvent {
	/** Tells it apart from other events. */
	readonly type: "background_work";
	/** What has ended since the agent last said something, by its tool calls. Empty when it does not say why it goes on. */
	readonly endedTasks: readonly { readonly itemId: string; readonly title: string }[];
	/** Milliseconds since 1970; null while the agent goes on. */
	readonly endedAt: number | null;
}

/** The item's `by` has opened the workspace, for the first time ever. There is none for the very first person. */
export interface PersonJoinedEvent {
	/** Tells it apart from other events. */
	readonly type: "person_joined";
	/** Who made the invite by which they came. Absent for somebody who came without one. */
	readonly invitedBy?: Person | undefined;
}

/** A person has another role. */
export interface RoleChangedEvent {
	/** Tells it apart from other events. */
	readonly type: "role_changed";
	/** Whose role it is. */
	readonly person: Person;
	/** The role before; null when it is not known. */
	readonly from: Role | null;
	/** The role since then. */
	readonly to: Role;
}

/** An owner has removed a person from the workspace. */
export interface PersonRemovedEvent {
	/** Tells it apart from other events. */
	readonly type: "person_removed";
	/** Who was removed. */
	readonly person: Person;
}

/** Somebody else has the wheel, or nobody. */
export interface WheelChangedEvent {
	/** Tells it apart from other events. */
	readonly type: "wheel_changed";
	/** What has happened. */
	readonly change: WheelChange;
	/** Who had it before; null for nobody. */
	readonly from: Person | null;
	/** Who has it since then; null for nobody. */
	readonly to: Person | null;
	/** When it ends by itself, in milliseconds since 1970; null if nobody has it. */
	readonly until: number | null;
}

/** An owner has made an invite. Its link is shown to them alone. */
export interface PersonInvitedEvent {
	/** Tells it apart from other events. */
	readonly type: "person_invited";
	/** What whoever comes by it may do. */
	readonly role: Role;
	/** Whether it is for one person only. */
	readonly singleUse: boolean;
}

/** The workspace has another title, which a person has given it or taken away. */
export interface RenamedEvent {
	/** Tells it apart from other events. */
	readonly type: "renamed";
	/** The title before; null for none. */
	readonly from: string | null;
	/** The title since then: the agent's, when a person has taken theirs away. Null for none. */
	readonly to: string | null;
}

/** An event of a type that this version does not know. */
export interface UnknownEvent {
	/** Tells it from other events. */
	readonly type: "unknown";
	/** The type that the newer workspace gives it. */
	readonly label: string;
	/** The event as it came. */
	readonly value: unknown;
}

/** Something that happened in the workspace. Tell them apart by `type`. */
export type WorkspaceEvent =
	| SettingChangedEvent
	| AgentChangedEvent
	| ContextCompactedEvent
	| BackgroundWorkEvent
	| PersonJoinedEvent
	| RoleChangedEvent
	| PersonRemovedEvent
	| WheelChangedEvent
	| PersonInvitedEvent
	| RenamedEvent
	| UnknownEvent;

const newerEventSchema = v.pipe(
	object<{ readonly type: string }>({ type: v.string() }),
	v.transform((value): UnknownEvent => ({ type: "unknown", label: value.type, value })),
);

const workspaceEventSchema: Schema<WorkspaceEvent> = variant<WorkspaceEvent, "type">(
	"type",
	{
		setting_changed: object<SettingChangedEvent>({
			type: v.literal("setting_changed"),
			configId: v.string(),
			name: v.string(),
			category: v.nullable(v.string()),
			from: v.nullable(settingValueSchema),
			to: settingValueSchema,
		}),
		context_compacted: object<ContextCompactedEvent>({
			type: v.literal("context_compacted"),
			status: openEnum<string>(COMPACTION_STATUSES),
			summary: v.optional(v.string()),
			error: v.optional(v.string()),
		}),
		agent_changed: object<AgentChangedEvent>({ type: v.literal("agent_changed"), from: v.string(), to: v.string() }),
		background_work: object<BackgroundWorkEvent>({
			type: v.literal("background_work"),
			endedTasks: list(object({ itemId: v.string(), title: v.string() })),
			endedAt: v.nullable(timeSchema),
		}),
		person_joined: object<PersonJoinedEvent>({
			type: v.literal("person_joined"),
			invitedBy: v.optional(personSchema),
		}),
		role_changed: object<RoleChangedEvent>({
			type: v.literal("role_changed"),
			person: personSchema,
			from: v.nullable(roleSchema),
			to: roleSchema,
		}),
		person_removed: object<PersonRemovedEvent>({ type: v.literal("person_removed"), person: personSchema }),
		wheel_changed: object<WheelChangedEvent>({
			type: v.literal("wheel_changed"),
			change: openEnum(WHEEL_CHANGES),
			from: v.nullable(personSchema),
			to: v.nullable(personSchema),
			until: v.nullable(timeSchema),
		}),
		person_invited: object<PersonInvitedEvent>({
			type: v.literal("person_invited"),
			role: roleSchema,
			singleUse: v.boolean(),
		}),
		renamed: object<RenamedEvent>({
			type: v.literal("renamed"),
			from: v.nullable(v.string()),
			to: v.nullable(v.string()),
		}),
		unknown: object<UnknownEvent>({ type: v.literal("unknown"), label: v.string(), value: v.unknown() }),
	},
	newerEventSchema,
);

/** A change that somebody made to the workspace itself, for everybody to see. */
export interface EventItem extends ItemBase {
	/** Tells it apart from other items. */
	readonly kind: "event";
	/** Null when nobody did: the agent did it by itself, the host has changed a role, the wheel has ended by itself. */
	readonly by: Person | null;
	/** What has changed. */
	readonly event: WorkspaceEvent;
}

const eventItemSchema: Schema<EventItem> = object<EventItem>({
	...itemFields,
	kind: v.literal("event"),
	by: v.nullable(personSchema),
	event: workspaceEventSchema,
});

/** What one person says to the others. The agent never gets it, unless somebody sends it a prompt that quotes it. */
export interface NoteItem extends ItemBase {
	/** Tells it apart from other items. */
	readonly kind: "note";
	/** Who wrote it. */
	readonly by: Person;
	/** Markdown, not trusted; empty once it is deleted. */
	readonly text: string;
	/** Whom the text names. */
	readonly mentions: readonly Mention[];
	/** What it is about; null for a note to everybody. A reply has what its thread is about. */
	readonly about: NoteTarget | null;
	/** The id of the first note of the thread that it replies to; null for a note that begins one. */
	readonly threadId: string | null;
	/** The emoji on it, the first one first. */
	readonly reactions: readonly NoteReaction[];
	/** Milliseconds since 1970; null for a note that was not edited. */
	readonly editedAt: number | null;
	/** Milliseconds since 1970; null for a note that was not deleted. A deleted one keeps its place and its author only. */
	readonly deletedAt: number | null;
	/** Who has settled the thread; null for an open one, and for replies. */
	readonly resolved: NoteResolution | null;
}

const noteItemSchema: Schema<NoteItem> = object<NoteItem>({
	...itemFields,
	kind: v.literal("note"),
	by: personSchema,
	text: v.string(),
	mentions: list(mentionSchema),
	about: v.nullable(noteTargetSchema),
	threadId: v.nullable(v.string()),
	reactions: list(noteReactionSchema),
	editedAt: v.nullable(timeSchema),
	deletedAt: v.nullable(timeSchema),
	resolved: v.nullable(noteResolutionSchema),
});

/** An update of a kind this version does not know, kept as it came. */
export interface UnknownItem extends ItemBase {
	/** Tells it apart from other items. */
	readonly kind: "unknown";
	/** The agent's name for it, `sessionUpdate` in ACP; of an item of a newer workspace, its kind. */
	readonly label: string;
	/** What arrived, unchecked. */
	readonly value: unknown;
}

const unknownItemSchema: Schema<UnknownItem> = object<UnknownItem>({
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
	| QuestionItem
	| NoticeItem
	| EventItem
	| NoteItem
	| UnknownItem;

/** The kinds of items that this version knows. */
export type TimelineItemKind = TimelineItem["kind"];

/** The schema of each kind of item. `timelineItemSchema` is for any item. */
export const ITEM_SCHEMAS: { readonly [Kind in TimelineItemKind]: Schema<Extract<TimelineItem, { kind: Kind }>> } = {
	prompt: promptItemSchema,
	message: messageItemSchema,
	thought: thoughtItemSchema,
	tool_call: toolCallItemSchema,
	plan: planItemSchema,
	approval: approvalItemSchema,
	question: questionItemSchema,
	notice: noticeItemSchema,
	event: eventItemSchema,
	note: noteItemSchema,
	unknown: unknownItemSchema,
};
