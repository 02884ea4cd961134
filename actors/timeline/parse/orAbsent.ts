import * as v from "valibot";

/** A field that may be missing, null or nonsense without spoiling what stands beside it. */
export function lenientOptional<const Schema extends v.GenericSchema>(schema: Schema) {
	return v.fallback(v.optional(schema), undefined);
}
