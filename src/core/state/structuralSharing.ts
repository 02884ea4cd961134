/**
 * Replaces the parts of `next` that equal those of `previous` with the old objects, so that a state that was loaded again
 * renders only what differs. Returns `previous` itself when all of it is equal. For JSON values.
 */
export function shareStructure<T>(previous: unknown, next: T): T;
export function shareStructure(previous: unknown, next: unknown): unknown {
	if (Object.is(previous, next)) return previous;
	if (Array.isArray(previous) && Array.isArray(next)) return shareArray(previous, next);
	if (isPlainObject(previous) && isPlainObject(next)) return shareObject(previous, next);
	return next;
}

function shareArray(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
	const kept = next.map((value, index) => shareStructure(previous[index], value));
	const isSame = kept.length === previous.length && kept.every((value, index) => Object.is(value, previous[index]));
	return isSame ? previous : kept;
}

type PlainObject = Readonly<Record<string, unknown>>;

function shareObject(previous: PlainObject, next: PlainObject): PlainObject {
	const names = Object.keys(next);
	const kept = Object.fromEntries(names.map((name) => [name, shareStructure(previous[name], next[name])]));
	const isSame =
		names.length === Object.keys(previous).length &&
		names.every((name) => Object.hasOwn(previous, name) && Object.is(kept[name], previous[name]));
	return isSame ? previous : kept;
}

function isPlainObject(value: unknown): value is PlainObject {
	if (typeof value !== "object" || value === null) return false;
	// Not compared with `Object.prototype`: that of a value from a frame, or of a clone in jsdom, is another one.
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype !== null && Object.getPrototypeOf(prototype) === null;
}

/** Whether two JSON values are equal in all their parts. */
export function isEqualStructure(one: unknown, other: unknown): boolean {
	return shareStructure(one, other) === one;
}

/** Whether two lists have the same elements, not only equal ones. Null is the same as null alone. */
export function isSameList(one: readonly unknown[] | null, other: readonly unknown[] | null): boolean {
	if (!one || !other) return one === other;
	return one.length === other.length && one.every((element, index) => element === other[index]);
}

/** `state` with some fields changed; `state` itself when none of them is different. */
export function updateFields<State extends object>(state: State, change: Partial<State>): State {
	const names = Object.keys(change) as (keyof State)[];
	return names.every((name) => Object.is(state[name], change[name])) ? state : { ...state, ...change };
}
