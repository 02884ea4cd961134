import type { Head } from "../../protocol/index.ts";
import { parseNonNegativeInteger, parseRecord } from "./parseRecord.ts";

/** @throws {WorkspaceError} `internal` when it is no head. */
export function parseHead(value: unknown): Head {
	const head = parseRecord(value, "a head");
	return { epoch: parseNonNegativeInteger(head.epoch, "a head"), seq: parseNonNegativeInteger(head.seq, "a head") };
}
