import * as v from "valibot";

// Values that match a schema of the protocol, for tests of what other versions may send.

/** A schema as valibot describes it; ours add `known` and `variants`, see `src/protocol/schema.ts`. */
interface AnySchema {
	readonly type: string;
	readonly entries?: Readonly<Record<string, AnySchema>>;
	readonly item?: AnySchema;
	readonly wrapped?: AnySchema;
	readonly key?: AnySchema | string;
	readonly value?: AnySchema;
	readonly literal?: unknown;
	readonly options?: readonly unknown[];
	readonly variants?: Readonly<Record<string, AnySchema>>;
	readonly known?: readonly string[];
}

export interface SampleOptions {
	/** What an open set of values is asked for. Default: the first that is known. */
	readonly openValue?: ((known: readonly string[]) => string) | undefined;
	/** Added to each object. Default: nothing. */
	readonly added?: Readonly<Record<string, unknown>> | undefined;
}

/** What the checks of single fields want, beside their type. */
const TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const STRINGS = [
	"id-1",
	"aGk=",
	"data:image/png;base64,aGk=",
	"https://example.com/1.png",
	"src/index.ts",
	TRACEPARENT,
	"👍",
];

/** One value for each variant that the schema has anywhere, with all its optional fields. */
export function samplesOf(schema: v.GenericSchema, options: SampleOptions = {}): readonly unknown[] {
	return samples(schema as unknown as AnySchema, options);
}

function samples(schema: AnySchema, options: SampleOptions): readonly unknown[] {
	const inner = (part: AnySchema) => samples(part, options);
	if (schema.known) return [options.openValue?.(schema.known) ?? schema.known[0]];
	if (schema.variants) return Object.values(schema.variants).flatMap(inner);
	if (schema.entries) return combine(schema.entries, inner).map((value) => ({ ...value, ...options.added }));
	switch (schema.type) {
		case "array":
			return [schema.item ? inner(schema.item) : []];
		case "optional":
		case "exact_optional":
		case "nullable":
		case "nullish":
			return schema.wrapped ? inner(schema.wrapped) : [];
		case "record":
			return [schema.value ? { field: inner(schema.value)[0] } : {}];
		case "union":
			return (schema.options as readonly AnySchema[]).flatMap(inner);
		case "literal":
			return [schema.literal];
		case "picklist":
			return schema.options ?? [];
		case "string":
			return [firstValid(schema, STRINGS)];
		case "number":
			return [firstValid(schema, [1, 0, 3_600_000])];
		case "boolean":
			return [true];
		case "undefined":
			return [undefined];
		case "unknown":
		case "any":
			return [{ any: "thing" }];
		default:
			throw new Error(`No sample for the schema “${schema.type}”.`);
	}
}

/** As many objects as the field with the most samples has, each with all fields. */
function combine(
	entries: Readonly<Record<string, AnySchema>>,
	inner: (part: AnySchema) => readonly unknown[],
): readonly Record<string, unknown>[] {
	const columns = Object.entries(entries).map(([name, part]) => [name, inner(part)] as const);
	const rows = Math.max(1, ...columns.map(([, values]) => values.length));
	return Array.from({ length: rows }, (_, row) =>
		Object.fromEntries(columns.map(([name, values]) => [name, values[row % Math.max(1, values.length)]])),
	);
}

/** The first candidate that passes the checks of a single field. */
function firstValid(schema: AnySchema, candidates: readonly unknown[]): unknown {
	const found = candidates.find((candidate) => v.is(schema as unknown as v.GenericSchema, candidate));
	if (found === undefined) throw new Error(`No sample for a ${schema.type} of the protocol.`);
	return found;
}
