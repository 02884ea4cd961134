import type { Diagnostics } from "../../protocol/index.ts";
import { parseRecord } from "./parseRecord.ts";

/** @throws {WorkspaceError} `internal` when it is no diagnostics. */
export function parseDiagnostics(value: unknown): Diagnostics {
	const { session, counts } = parseRecord(value, "its diagnostics");
	parseRecord(session, "its diagnostics");
	parseRecord(counts, "its diagnostics");
	return value as Diagnostics;
}
