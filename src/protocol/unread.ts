import * as v from "valibot";
import { object, type Schema, timeSchema, wholeNumberSchema } from "./schema.ts";

/** How far a person has read the timeline. */
export interface ReadMark {
	/** The `order` of the last item that they have read. */
	readonly order: number;
	/** When they were last there, in milliseconds since 1970. */
	readonly at: number;
}

export const readMarkSchema: Schema<ReadMark> = object<ReadMark>({ order: wholeNumberSchema, at: timeSchema });

/** What has happened in a workspace while a person was away. */
export interface UnreadSummary {
	/** What they would count as new: see `useUnread`. */
	readonly count: number;
	/** How many turns have ended. */
	readonly turns: number;
	/** How many of them have failed, or were interrupted. */
	readonly failures: number;
	/** How many different files the turns have changed. */
	readonly files: number;
	/** How many permissions people were asked for. */
	readonly approvals: number;
	/** How many notes others have written. Default 0. */
	readonly notes?: number | undefined;
	/** How many of these notes, and of the prompts of others, name this person. Default 0. */
	readonly mentions?: number | undefined;
	/** There is more than `LIMITS.unreadItems`: the numbers are of the newest. */
	readonly isPartial: boolean;
}

export const unreadSummarySchema: Schema<UnreadSummary> = object<UnreadSummary>({
	count: wholeNumberSchema,
	turns: wholeNumberSchema,
	failures: wholeNumberSchema,
	files: wholeNumberSchema,
	approvals: wholeNumberSchema,
	notes: v.optional(wholeNumberSchema),
	mentions: v.optional(wholeNumberSchema),
	isPartial: v.boolean(),
});
