import type { Head } from "../../protocol/index.ts";
import { parseCount, parseRecord } from "./parseRecord.ts";

/** @throws {WorkspaceError} `internal` when it is no head. */
export function parseHead(value: unknown): Head {
	const head = parseRecord(value, "a head");
	return { epoch: parseCount(head.epoch, "a head"), seq: parseCount(head.seq, "a head") };
}
