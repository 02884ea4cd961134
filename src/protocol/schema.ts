import * as v from "valibot";

/** A schema that checks and converts nothing: what it takes is what it gives. */
export type Schema<T> = v.GenericSchema<T>;

/** One schema for each field of a type and no others, so that type and schema cannot drift apart. */
type Fields<T> = { readonly [Name in keyof T]-?: Schema<T[Name]> };

/** An object of an answer or event. Fields it does not name are kept: a newer workspace may send more. */
export function object<T extends object>(fields: Fields<T>): Schema<T> {
	return v.looseObject(fields) as unknown as Schema<T>;
}

/** Some of an object's fields. */
export function partial<T extends object>(fields: Fields<T>): Schema<Partial<T>> {
	return v.partial(v.looseObject(fields)) as unknown as Schema<Partial<T>>;
}

/** The request of an action. Fields it does not name are refused: a misspelled option must not be ignored. */
export function request<T extends object>(fields: Fields<T>): Schema<T> {
	return v.strictObject(fields) as unknown as Schema<T>;
}

/** Any string, where these are the ones this version knows: a newer workspace may send others. */
export function openEnum<T extends string>(known: readonly T[]): Schema<T> {
	return v.union([v.picklist(known), v.string()]) as Schema<T>;
}

/** The schemas of a union whose members differ in the string under `Key`, by that string. */
type Variants<T, Key extends keyof T> = {
	readonly [Value in T[Key] & string]: Schema<Extract<T, Readonly<Record<Key, Value>>>>;
};

/**
 * A union of objects that differ in the string under `key`. One with an unknown string there is left to `unknownVariant`,
 * so that a newer workspace may send more; one with a known string has to match that string's schema.
 */
export function openVariant<T extends object, Key extends keyof T & string>(
	key: Key,
	variants: Variants<T, Key>,
	unknownVariant: Schema<unknown> = v.looseObject({ [key]: v.string() }),
): Schema<T> {
	const choose = (input: unknown): v.GenericSchema => {
		const value = typeof input === "object" && input !== null ? (input as Record<string, unknown>)[key] : undefined;
		return isKey(variants, value) ? variants[value] : unknownVariant;
	};
	return Object.assign(v.lazy(choose), { key, variants }) as unknown as Schema<T>;
}

/** What a message holds, by its schema. Null when it does not match. */
export function parseMessage<T>(schema: Schema<T>, message: unknown): T | null {
	const parsed = v.safeParse(schema, message, { abortEarly: true });
	return parsed.success ? parsed.output : null;
}

/** Whether a value is one of an object's own keys. */
export function isKey<T extends object>(record: T, value: unknown): value is keyof T {
	return typeof value === "string" && Object.hasOwn(record, value);
}
