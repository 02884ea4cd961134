import { malformedMessageError } from "./malformed.ts";

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
