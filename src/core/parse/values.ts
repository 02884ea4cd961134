import { WorkspaceError } from "../errors/WorkspaceError.ts";

/** The error for an answer or event that does not have the shape the protocol gives it. */
export function malformedMessageError(what: string): WorkspaceError {
	return new WorkspaceError({
		code: "internal",
		message: `The workspace sent ${what} this page cannot read.`,
		hint: "Reload the page. If it happens again, page and server may be of different versions.",
	});
}

export type UnknownRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is UnknownRecord {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @throws {WorkspaceError} `internal` when it is no object. `what` names it in the error. */
export function parseRecord(value: unknown, what: string): UnknownRecord {
	if (!isRecord(value)) throw malformedMessageError(what);
	return value;
}

/** @throws {WorkspaceError} `internal` when it is no array. `what` names it in the error. */
export function parseArray(value: unknown, what: string): readonly unknown[] {
	if (!Array.isArray(value)) throw malformedMessageError(what);
	return value;
}

/** @throws {WorkspaceError} `internal` when it is no number of the protocol. `what` names it in the error. */
export function parseNonNegativeInteger(value: unknown, what: string): number {
	if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw malformedMessageError(what);
	return value;
}

/** What `parse` makes of the value, or null when it does not take it. */
export function tryParse<Value>(parse: (value: unknown) => Value, value: unknown): Value | null {
	try {
		return parse(value);
	} catch {
		return null;
	}
}
