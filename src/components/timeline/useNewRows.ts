"use client";
import { useState } from "react";
import type { TimelineRow } from "./timelineRows.ts";

/** How many rows have come since the reader left the end. */
export function useUnseenRowCount(rows: readonly TimelineRow[], atEnd: boolean): number {
	const last = rows.at(-1)?.key ?? null;
	const [seen, setSeen] = useState(last);
	if (atEnd && seen !== last) setSeen(last);
	if (atEnd || seen === null) return 0;
	const seenAt = rows.findLastIndex((row) => row.key === seen);
	return seenAt === -1 ? 0 : rows.length - 1 - seenAt;
}
