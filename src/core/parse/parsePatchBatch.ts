import type { PatchBatch } from "../../protocol/index.ts";
import { parsePatch } from "./parsePatch.ts";
import { parseArray, parseCount, parseRecord } from "./parseRecord.ts";

/** @throws {WorkspaceError} `internal` when it is no batch, or holds a change of no known kind. */
export function parsePatchBatch(value: unknown): PatchBatch {
	const batch = parseRecord(value, "changes");
	return {
		epoch: parseCount(batch.epoch, "changes"),
		from: parseCount(batch.from, "changes"),
		to: parseCount(batch.to, "changes"),
		patches: parseArray(batch.patches, "changes").map(parsePatch),
	};
}
