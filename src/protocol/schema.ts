import * as v from "valibot";
import { isRecord, type UnknownRecord } from "./isRecord.ts";

/** A valibot schema of `T`. */
export type Schema<T> = v.GenericSchema<T>;

/** One schema for each field of a type and no others, so that type and schema cannot drift apart. */
type Fields<T> = { readonly [Name in keyof T]-?: Schema<T[Name]> };

/** What a message holds, by its schema. Null when it does not match. */
export function parseMessage<T>(schema: Schema<T>, message: unknown): T | null {
	const parsed = v.safeParse(schema, message, { abortEarly: true });
	return parsed.success ? parsed.output : null;
}

/** Why a message does not match its schema: the first issue, and the path of the field where it is. */
export interface SchemaIssue {
	readonly message: string;
	/** Null for the message as a whole. */
	readonly field: string | null;
}

/** What a message holds, by its schema; or why it does not match. */
export type ParseResult<T> =
	| { readonly value: T; readonly issue: null }
	| { readonly value: null; readonly issue: SchemaIssue };

/** Parses a message that was not checked yet, and says what is wrong with it. */
export function parseWithIssue<T>(schema: Schema<T>, message: unknown): ParseResult<T> {
	const parsed = v.safeParse(schema, message);
	if (parsed.success) return { value: parsed.output, issue: null };
	const [issue] = parsed.issues;
	return { value: null, issue: { message: issue.message, field: v.getDotPath(issue) } };
}

/** Any number but those that JSON has only by mistake: `1e999` is read as infinite. */
export const numberSchema: Schema<number> = v.pipe(v.number(), v.finite());

/** A time in milliseconds since 1970, of the years 1 to 9999: no calendar shows those far beyond. */
export const timeSchema: Schema<number> = v.pipe(
	v.number(),
	v.minValue(Date.parse("0001-01-01T00:00:00Z")),
	v.maxValue(Date.parse("9999-12-31T23:59:59Z")),
);

/** An integer from 0 to 2^53 - 1: a sequence number, a size, an offset. */
export const wholeNumberSchema: Schema<number> = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The request of an action. Fields it does not name are left out: a newer page may send more. */
export function request<T extends object>(fields: Fields<T>): Schema<T> {
	return v.object(fields) as unknown as Schema<T>;
}

/** An object of a response or event. Fields it does not name are kept: a newer workspace may send more. */
export function object<T extends object>(fields: Fields<T>): Schema<T> {
	const entries = Object.entries<v.GenericSchema>(fields);
	const schema = v.looseObject(Object.fromEntries(entries));
	return checkInPlace(
		schema,
		(input, check) => isRecord(input) && entries.every(([name, field]) => check(name, field)),
	);
}

/** Some of an object's fields. */
export function partial<T extends object>(fields: Fields<T>): Schema<Partial<T>> {
	const optional = Object.entries<v.GenericSchema>(fields).map(([name, field]) => [name, v.optional(field)]);
	return object(Object.fromEntries(optional));
}

/** A list of a response or event. */
export function list<T>(item: Schema<T>): Schema<readonly T[]> {
	return checkInPlace(
		v.array(item),
		(input, check) => Array.isArray(input) && input.every((_, index) => check(index, item)),
	);
}

/** Checks one part of an object or list, and says whether the next one is to be checked. */
type CheckPart = (key: string | number, schema: v.GenericSchema) => boolean;

/**
 * Makes a schema return the object or list it was given, unless a part of it is converted, and stop at the first issue.
 * Valibot returns copies that it fills field by field. Engines are slow with those: with 10,000 items, parsing took
 * 15 times as long, and everything that was done with the items afterwards twice as long.
 *
 * `~run` is internal to valibot and may change with any version, so package.json asks for exactly one.
 */
function checkInPlace<T>(
	schema: v.GenericSchema,
	checkParts: (input: unknown, check: CheckPart) => boolean,
): Schema<T> {
	const run: v.GenericSchema["~run"] = (dataset, config) => {
		const input = dataset.value as Readonly<Record<string | number, unknown>>;
		let output = input;
		let issues: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]] | undefined;
		const check: CheckPart = (key, part) => {
			const value = input[key];
			const parsed = part["~run"]({ value }, config);
			issues = parsed.issues;
			for (const issue of issues ?? []) addToPath(issue, { type: "unknown", origin: "value", input, key, value });
			if (parsed.value !== value) output = replacePart(output, key, parsed.value);
			return !issues;
		};
		if (checkParts(input, check)) return { typed: true, value: output };
		return issues ? { typed: false, value: input, issues } : schema["~run"](dataset, config);
	};
	return { ...schema, "~run": run } as Schema<T>;
}

function addToPath(issue: v.BaseIssue<unknown>, part: v.IssuePathItem): void {
	Object.assign(issue, { path: [part, ...(issue.path ?? [])] });
}

function replacePart<Whole extends object>(whole: Whole, key: string | number, value: unknown): Whole {
	return Object.assign(Array.isArray(whole) ? [...whole] : { ...whole }, { [key]: value }) as Whole;
}

/**
 * Any string, where these are the ones this version knows: a newer workspace may send others.
 *
 * @param other - What to take instead of one that is not known. Default: it stays as it is.
 */
export function openEnum<T extends string>(known: readonly T[], other?: T): Schema<T> {
	const toKnown = (value: string) => (known.includes(value as T) ? value : other);
	const schema = other === undefined ? v.string() : v.pipe(v.string(), v.transform(toKnown));
	return Object.assign(schema, { known }) as unknown as Schema<T>;
}

/** The schemas of a union whose members differ in the string under `Key`, by that string. */
type Variants<T, Key extends keyof T> = {
	readonly [Value in T[Key] & string]: Schema<T & Readonly<Record<Key, Value>>>;
};

/**
 * A union of objects that differ in the string under `key`. One with a known string has to match the schema of that
 * string, any other one `otherwise`. By default that takes any object: a newer workspace may know more variants.
 */
export function variant<T extends object, Key extends keyof T & string>(
	key: Key,
	variants: Variants<T, Key>,
	otherwise: v.GenericSchema = object<UnknownRecord>({ [key]: v.string() }),
): Schema<T> {
	const choose = (input: unknown): v.GenericSchema => {
		const value = isRecord(input) ? input[key] : undefined;
		return isKeyOf(variants, value) ? variants[value] : otherwise;
	};
	const options = [...Object.values<v.GenericSchema>(variants), otherwise];
	// As in the variant of valibot, for the generator of the JSON Schema.
	return Object.assign(v.lazy(choose), { type: "variant", key, variants, options }) as unknown as Schema<T>;
}

function isKeyOf<T extends object>(table: T, key: unknown): key is keyof T {
	return typeof key === "string" && Object.hasOwn(table, key);
}
