import * as v from "valibot";
import { LIMITS } from "../../src/protocol/index.ts";

/** An id that a client or the workspace made. */
export const idSchema = v.pipe(
	v.string(),
	v.regex(new RegExp(`^[A-Za-z0-9_-]{1,${LIMITS.clientIdCharacters}}$`), "not an id"),
);

/** A person, as `authenticate` knows them. */
export const userIdSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(128));

/** An id or value that an agent made up. */
export const agentIdSchema = v.pipe(v.string(), v.maxLength(1_024));

/** A path in the sandbox. */
export const pathSchema = v.pipe(
	v.string(),
	v.maxLength(LIMITS.pathCharacters),
	v.check((value) => !value.includes("\0"), "a zero byte is in no path"),
);

/** A number that orders things: whole, and not below zero. */
export const wholeNumberSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** How many items to answer with. */
export const windowLimitSchema = v.optional(
	v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.windowItems)),
	50,
);
