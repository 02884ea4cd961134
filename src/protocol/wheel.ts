import { type Person, personFields, personSchema } from "./participant.ts";
import { list, object, type Schema, timeSchema } from "./schema.ts";

/** Somebody who has asked for the wheel. */
export interface WheelAsker extends Person {
	/** When, in milliseconds since 1970. */
	readonly at: number;
}

/** One person has the wheel: what others prompt meanwhile is a suggestion. */
export interface Wheel {
	/** Who has it. */
	readonly by: Person;
	/** When it ends by itself, in milliseconds since 1970. It ends earlier if they leave. */
	readonly until: number;
	/** Who has asked for it, the first one first. Whoever leaves, or may not have it any more, is not named any longer. */
	readonly asked: readonly WheelAsker[];
}

export const wheelSchema: Schema<Wheel> = object<Wheel>({
	by: personSchema,
	until: timeSchema,
	asked: list(object<WheelAsker>({ ...personFields, at: timeSchema })),
});

/** Every reason for which the wheel changes. */
export const WHEEL_CHANGES = [
	"taken",
	"handed_over",
	"released",
	"expired",
	"left",
	"role_lowered",
	"access_ended",
] as const;

/**
 * `taken`: somebody has taken it, or keeps it for longer. `handed_over`: its holder, or an owner, gave it to somebody.
 * `released`: they gave it back. `expired`: its time is over. `left`: its holder has closed all pages. `role_lowered`: its
 * holder may not prompt any more. `access_ended`: its holder was disconnected, removed or erased.
 */
export type WheelChange = (typeof WHEEL_CHANGES)[number];
