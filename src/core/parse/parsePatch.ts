import type { Patch } from "../../protocol/index.ts";
import { malformedMessageError } from "./malformed.ts";
import { parseItem } from "./parseItem.ts";
import { parseArray, parseNonNegativeInteger, parseRecord, type UnknownRecord } from "./parseRecord.ts";

/**
 * Looks at one change from the wire.
 *
 * @throws {WorkspaceError} `internal` when it is of no known kind or shape.
 */
export function parsePatch(value: unknown): Patch {
	const patch = parseRecord(value, "a change");
	const seq = parseNonNegativeInteger(patch.seq, "a change");
	switch (patch.kind) {
		case "item":
			return { kind: "item", seq, item: parseItem(patch.item) };
		case "append":
			return parseAppendPatch(patch, seq);
		case "turn":
			if (patch.turn !== null) parseRecord(patch.turn, "a turn");
			return patch as Patch;
		case "session":
			parseRecord(patch.change, "a change of the session");
			return patch as Patch;
		case "participants":
			parseArray(patch.participants, "participants");
			return patch as Patch;
		default:
			throw malformedMessageError("a change");
	}
}

function parseAppendPatch(patch: UnknownRecord, seq: number): Patch {
	const { itemId, text } = patch;
	if (typeof itemId !== "string" || typeof text !== "string") throw malformedMessageError("a change");
	return { kind: "append", seq, itemId, offset: parseNonNegativeInteger(patch.offset, "a change"), text };
}
