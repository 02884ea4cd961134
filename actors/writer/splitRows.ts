import type { ItemRow } from "../database/itemTable.ts";

/** Groups rows so that each group stays under `maxBytes`: Rivet cannot commit more than 1.3 MB at once. */
export function splitRows(rows: readonly ItemRow[], maxBytes: number): readonly (readonly ItemRow[])[] {
	const groups: ItemRow[][] = [];
	let bytes = Number.POSITIVE_INFINITY;
	for (const row of rows) {
		bytes += row.bytes;
		if (bytes > maxBytes) {
			groups.push([]);
			bytes = row.bytes;
		}
		groups.at(-1)?.push(row);
	}
	return groups;
}
