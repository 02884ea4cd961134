import type { PromptReceipt } from "../../protocol/index.ts";
import { malformed } from "./malformed.ts";
import { parseCount, parseRecord } from "./parseRecord.ts";

/** @throws {WorkspaceError} `internal` when it is no receipt of a prompt. */
export function parseReceipt(value: unknown): PromptReceipt {
	const { promptId, position } = parseRecord(value, "a receipt");
	if (typeof promptId !== "string") throw malformed("a receipt");
	return { promptId, position: parseCount(position, "a receipt") };
}
