import * as v from "valibot";
import { type Head, headFields } from "./events.ts";
import { idSchema, limitSchema, wholeNumberSchema } from "./fields.ts";
import { LIMITS } from "./limits.ts";
import { type Participant, participantSchema, type Role, roleSchema, type Self, selfSchema } from "./participant.ts";
import { type WhenBusy, whenBusySchema } from "./promptMessages.ts";
import { list, object, request, type Schema } from "./schema.ts";
import { type Session, sessionSchema } from "./session.ts";
import {
	type ApprovalItem,
	approvalItemSchema,
	type PromptItem,
	promptItemSchema,
	type TimelineItem,
	timelineItemSchema,
} from "./timelineItem.ts";
import { type Turn, turnSchema } from "./turn.ts";

/** What a client has, so that the workspace can respond with the rest. */
export interface SyncRequest {
	/** `PROTOCOL_VERSION` of the client. */
	readonly protocol: number;
	/** The last change the client has; null on the first load. */
	readonly have: Head | null;
	/** How many items the window holds, 1 to `LIMITS.windowItems`. Default `LIMITS.defaultWindowItems`. */
	readonly limit?: number | undefined;
}

export const syncRequestSchema: Schema<SyncRequest> = request<SyncRequest>({
	protocol: wholeNumberSchema,
	have: v.nullable(request<Head>(headFields)),
	limit: v.optional(limitSchema(LIMITS.windowItems)),
});

/** The workspace as it is now. */
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
	/** What a prompt without `whenBusy` does while a turn runs. Default `queue`. */
	readonly whenBusy?: WhenBusy | undefined;
	/** Approvals that are pending, oldest first. */
	readonly approvals: readonly ApprovalItem[];
	/** The least role that may answer approvals. Older workspaces leave it out. */
	readonly approvalRole?: Role | undefined;
	readonly participants: readonly Participant[];
	readonly self: Self;
	/** The workspace's clock when it responded, in milliseconds since 1970. Older workspaces leave it out. */
	readonly now?: number | undefined;
}

export const syncResponseSchema: Schema<SyncResponse> = object<SyncResponse>({
	...headFields,
	protocol: wholeNumberSchema,
	window: v.picklist(["new", "changed"]),
	items: list(timelineItemSchema),
	hasOlder: v.boolean(),
	session: sessionSchema,
	turn: v.nullable(turnSchema),
	queue: list(promptItemSchema),
	whenBusy: v.optional(whenBusySchema),
	approvals: list(approvalItemSchema),
	approvalRole: v.optional(roleSchema),
	participants: list(participantSchema),
	self: selfSchema,
	now: v.optional(v.number()),
});

/** Which older page to read. */
export interface GetHistoryRequest {
	/** The `order` of the oldest item the client has. */
	readonly before: number;
	/** 1 to `LIMITS.windowItems`. Default `LIMITS.defaultWindowItems`. */
	readonly limit?: number | undefined;
}

export const getHistoryRequestSchema: Schema<GetHistoryRequest> = request<GetHistoryRequest>({
	before: wholeNumberSchema,
	limit: v.optional(limitSchema(LIMITS.windowItems)),
});

/** A page of older items. */
export interface HistoryPage {
	/** Sorted by `order`. */
	readonly items: readonly TimelineItem[];
	/** Whether there are items before the first of these. */
	readonly hasOlder: boolean;
}

export const historyPageSchema: Schema<HistoryPage> = object<HistoryPage>({
	items: list(timelineItemSchema),
	hasOlder: v.boolean(),
});

/** Which item to read. */
export interface GetItemRequest {
	readonly id: string;
}

export const getItemRequestSchema: Schema<GetItemRequest> = request<GetItemRequest>({ id: idSchema });
