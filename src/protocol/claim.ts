import * as v from "valibot";
import { type Person, personSchema } from "./participant.ts";
import { object, type Schema, timeSchema } from "./schema.ts";

/** Somebody takes care of a permission request or a question. It keeps nobody else from answering. */
export interface Claim {
	/** Who is on it. */
	readonly by: Person;
	/** Milliseconds since 1970. */
	readonly at: number;
	/** Who has handed it over to them. Absent if they took it themselves. */
	readonly from?: Person | undefined;
}

export const claimSchema: Schema<Claim> = object<Claim>({
	by: personSchema,
	at: timeSchema,
	from: v.optional(personSchema),
});
