import type { TimelineItem } from "../../src/protocol/index.ts";
import type { ItemRow } from "../database/itemTable.ts";

/** The rows of the first items that together stay under `maxBytes`, and of one at least: Rivet limits a commit. */
export function takeRowsWithinBytes(
	items: readonly TimelineItem[],
	createRow: (item: TimelineItem) => ItemRow,
	maxBytes: number,
): readonly ItemRow[] {
	const rows: ItemRow[] = [];
	let bytes = 0;
	for (const item of items) {
		const row = createRow(item);
		bytes += row.bytes;
		if (bytes > maxBytes && rows.length > 0) break;
		rows.push(row);
	}
	return rows;
}
