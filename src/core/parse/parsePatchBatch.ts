import type { PatchBatch } from "../../protocol/index.ts";
import { parsePatch } from "./parsePatch.ts";
import { parseArray, parseNonNegativeInteger, parseRecord } from "./parseRecord.ts";

/** @throws {WorkspaceError} `internal` when it is no batch, or holds a change of no known kind. */
export function parsePatchBatch(value: unknown): PatchBatch {
	const batch = parseRecord(value, "changes");
	return {
		epoch: parseNonNegativeInteger(batch.epoch, "changes"),
		from: parseNonNegativeInteger(batch.from, "changes"),
		to: parseNonNegativeInteger(batch.to, "changes"),
		patches: parseArray(batch.patches, "changes").map(parsePatch),
	};
}
