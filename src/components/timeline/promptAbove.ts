import type { TimelineRow } from "./timelineRows.ts";

/** Where the prompt stands whose turn is read at a row; -1 when that is in sight itself or is not loaded. */
export function promptIndexAbove(rows: readonly TimelineRow[], topIndex: number): number {
	if (rows[topIndex]?.startsTurn) return -1;
	return rows.findLastIndex((row, index) => index < topIndex && row.startsTurn);
}
