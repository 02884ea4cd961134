import type { PatchBatch } from "../../protocol/index.ts";
import { parseHead } from "./parseHead.ts";

/**
 * Reads a head as a batch without changes: it fits when nothing before it was missed.
 *
 * @throws {WorkspaceError} `internal` when it is no head.
 */
export function parseHeadAsBatch(value: unknown): PatchBatch {
	const { epoch, seq } = parseHead(value);
	return { epoch, from: seq + 1, to: seq, patches: [] };
}
