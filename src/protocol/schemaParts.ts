import type { Schema } from "./schema.ts";

/** What a schema is made of, as far as it is made of others. */
export interface SchemaParts {
	/** The schemas of the fields of an object. */
	readonly entries?: Readonly<Record<string, Schema<unknown>>> | undefined;
	/** The schema of the entries of a list. */
	readonly item?: Schema<unknown> | undefined;
	/** The schema of a value that may also be absent, or null. */
	readonly wrapped?: Schema<unknown> | undefined;
	/** What stands for the absence of the value: undefined for an optional one. */
	readonly absence: null | undefined;
}

/** Takes a schema apart, for whoever wants to know which part of a message does not match. */
export function partsOf(schema: Schema<unknown>): SchemaParts {
	const { entries, item, wrapped } = schema as unknown as Omit<SchemaParts, "absence">;
	return { entries, item, wrapped, absence: schema.type === "nullable" ? null : undefined };
}
