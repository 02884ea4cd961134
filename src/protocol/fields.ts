import * as v from "valibot";
import { LIMITS } from "./limits.ts";
import type { Schema } from "./schema.ts";

/** An id that a client or the workspace made. */
export const idSchema: Schema<string> = v.pipe(
	v.string(),
	v.regex(new RegExp(`^[A-Za-z0-9_-]{1,${LIMITS.clientIdCharacters}}$`), "not an id"),
);

/** The header of W3C trace context, version 00. */
export const traceparentSchema: Schema<string> = v.pipe(
	v.string(),
	v.regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/, "not a traceparent"),
);

/** The id of a person, as `authenticate` returned it. */
export const userIdSchema: Schema<string> = v.pipe(v.string(), v.minLength(1), v.maxLength(128));

/** An id or value that an agent made up. */
export const agentIdSchema: Schema<string> = v.pipe(v.string(), v.maxLength(1_024));

/** A path in the sandbox. */
export const pathSchema: Schema<string> = v.pipe(
	v.string(),
	v.maxLength(LIMITS.pathCharacters),
	v.check((value) => !value.includes("\0"), "a zero byte is in no path"),
);

/** The title that a person gives to a workspace: not only white space. */
export const titleSchema: Schema<string | null> = v.nullable(
	v.pipe(v.string(), v.maxLength(LIMITS.titleCharacters), v.regex(/\S/, "only white space")),
);

/** How many entries to respond with: an integer from 1 to `max`. */
export function limitSchema(max: number): Schema<number> {
	return v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));
}
