import * as v from "valibot";

/** A list of which only the entries that fit are kept. */
export function arrayOfValid<const Schema extends v.GenericSchema>(entry: Schema) {
	return v.pipe(
		v.array(v.unknown()),
		v.transform((values): readonly v.InferOutput<Schema>[] => values.flatMap((value) => parseEntry(entry, value))),
	);
}

function parseEntry<const Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema>[] {
	const result = v.safeParse(schema, value);
	return result.success ? [result.output] : [];
}
