import type { PromptResponse } from "../../protocol/index.ts";
import { malformedMessageError } from "./malformed.ts";
import { parseNonNegativeInteger, parseRecord } from "./parseRecord.ts";

/** @throws {WorkspaceError} `internal` when it is no receipt of a prompt. */
export function parsePromptReceipt(value: unknown): PromptResponse {
	const { promptId, position } = parseRecord(value, "a receipt");
	if (typeof promptId !== "string") throw malformedMessageError("a receipt");
	return { promptId, position: parseNonNegativeInteger(position, "a receipt") };
}
