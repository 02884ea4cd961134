import * as v from "valibot";

/** What the schema makes of a value from outside, or null when it does not fit. */
export function parseOrNull<const Schema extends v.GenericSchema>(
	schema: Schema,
	value: unknown,
): v.InferOutput<Schema> | null {
	const result = v.safeParse(schema, value);
	return result.success ? result.output : null;
}
