import * as v from "valibot";
import { timelineItemSchema } from "./anyItem.ts";
import { type Participant, type Person, participantSchema, personSchema } from "./participant.ts";
import { type PresenceChange, presenceChangeSchema } from "./presence.ts";
import { list, object, openEnum, type Schema, timeSchema, variant, wholeNumberSchema } from "./schema.ts";
import { type Session, sessionChangeSchema } from "./session.ts";
import type { TimelineItem } from "./timelineItem.ts";
import { TOOL_CALL_STATUSES, type ToolCallStatus } from "./toolCall.ts";
import { type Turn, turnSchema } from "./turn.ts";
import { type ReadMark, readMarkSchema } from "./unread.ts";

/** How an item ended, without what everybody has of it already. */
export interface ItemClosing {
	/** Milliseconds since 1970. Null for a message, and for a call whose end is not known. */
	readonly endedAt: number | null;
	/** The status of a tool call. Absent for what has none. */
	readonly status?: ToolCallStatus | undefined;
}

/** One change of the workspace. `seq` is its number; of merged changes, the number of the last of them. */
export type Patch =
	/** An item as it is now: a new one, or the replacement of the one with its id. A `queued` prompt is in the queue. */
	| { readonly kind: "item"; readonly seq: number; readonly item: TimelineItem }
	/** Text to append to a message or thought whose length, in UTF-16 units, must be `offset` before. */
	| {
			readonly kind: "append";
			readonly seq: number;
			readonly itemId: string;
			readonly offset: number;
			readonly text: string;
	  }
	/** The end of an open message, thought or tool call that stays as it is otherwise. */
	| ({ readonly kind: "close"; readonly seq: number; readonly itemId: string } & ItemClosing)
	| { readonly kind: "turn"; readonly seq: number; readonly turn: Turn | null }
	/** The fields of the session that changed. */
	| { readonly kind: "session"; readonly seq: number; readonly change: Partial<Session> }
	| { readonly kind: "participants"; readonly seq: number; readonly participants: readonly Participant[] };

type PatchOf<Kind extends Patch["kind"]> = Extract<Patch, { kind: Kind }>;

/** Closed, unlike other unions: a client that does not know a patch cannot apply it, and has to sync. */
export const patchSchema: Schema<Patch> = variant<Patch, "kind">(
	"kind",
	{
		item: object<PatchOf<"item">>({ kind: v.literal("item"), seq: wholeNumberSchema, item: timelineItemSchema }),
		append: object<PatchOf<"append">>({
			kind: v.literal("append"),
			seq: wholeNumberSchema,
			itemId: v.string(),
			offset: wholeNumberSchema,
			text: v.string(),
		}),
		close: object<PatchOf<"close">>({
			kind: v.literal("close"),
			seq: wholeNumberSchema,
			itemId: v.string(),
			endedAt: v.nullable(timeSchema),
			status: v.optional(openEnum(TOOL_CALL_STATUSES)),
		}),
		turn: object<PatchOf<"turn">>({ kind: v.literal("turn"), seq: wholeNumberSchema, turn: v.nullable(turnSchema) }),
		session: object<PatchOf<"session">>({
			kind: v.literal("session"),
			seq: wholeNumberSchema,
			change: sessionChangeSchema,
		}),
		participants: object<PatchOf<"participants">>({
			kind: v.literal("participants"),
			seq: wholeNumberSchema,
			participants: list(participantSchema),
		}),
	},
	v.never(),
);

/** The event `workspace.patches`: the changes `from` to `to` of one epoch, in order. */
export interface PatchBatch {
	/** The epoch of the changes: they apply to no other. */
	readonly epoch: number;
	/** The number of the first change. */
	readonly from: number;
	/** The number of the last change. */
	readonly to: number;
	/** The changes, some of them merged. */
	readonly patches: readonly Patch[];
}

export const patchBatchSchema: Schema<PatchBatch> = object<PatchBatch>({
	epoch: wholeNumberSchema,
	from: wholeNumberSchema,
	to: wholeNumberSchema,
	patches: list(patchSchema),
});

/** The event `workspace.head`: the number of the last change, and a heartbeat. */
export interface Head {
	/** Grows each time the actor starts. */
	readonly epoch: number;
	/** The number of the last change. */
	readonly seq: number;
}

export const headFields = { epoch: wholeNumberSchema, seq: wholeNumberSchema };

export const headSchema: Schema<Head> = object<Head>(headFields);

/** The event of sandbox-agent's "Multiplayer" guide for each prompt. */
export interface ChatUserEvent {
	/** Who sent the prompt. */
	readonly userId: string;
	/** The text of the prompt. */
	readonly text: string;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
}

export const chatUserEventSchema: Schema<ChatUserEvent> = object<ChatUserEvent>({
	userId: v.string(),
	text: v.string(),
	createdAt: timeSchema,
});

/** Somebody has destroyed the workspace. It is the last event of a connection. */
export interface WorkspaceDestroyedEvent {
	/** Who destroyed it. */
	readonly by: Person;
}

export const workspaceDestroyedEventSchema: Schema<WorkspaceDestroyedEvent> = object<WorkspaceDestroyedEvent>({
	by: personSchema,
});

/** The event names of the workspace actor and what each carries. `session.event` carries the SDK's `SessionEvent`. */
// A type alias, not an interface: rivetkit infers event payloads only from what has an index signature.
export type WorkspaceEvents = {
	"workspace.patches": PatchBatch;
	"workspace.head": Head;
	/** Only to the other connections of the person whose mark it is. */
	"workspace.read": ReadMark;
	"workspace.presence": PresenceChange;
	"workspace.destroyed": WorkspaceDestroyedEvent;
	"chat.user": ChatUserEvent;
	"session.event": unknown;
};

/** The schema of each event's payload. */
export const EVENTS: { readonly [Name in keyof WorkspaceEvents]: Schema<WorkspaceEvents[Name]> } = {
	"workspace.patches": patchBatchSchema,
	"workspace.head": headSchema,
	"workspace.read": readMarkSchema,
	"workspace.presence": presenceChangeSchema,
	"workspace.destroyed": workspaceDestroyedEventSchema,
	"chat.user": chatUserEventSchema,
	"session.event": v.unknown(),
};
