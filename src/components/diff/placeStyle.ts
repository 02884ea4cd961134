import type { CSSProperties } from "react";
import type { DiffRow } from "./diffRow.ts";

/** Where a row stands side by side, for the stylesheet, which alone knows whether there is room. */
export function placeStyle(row: DiffRow | undefined): CSSProperties | undefined {
	return row?.place === undefined ? undefined : ({ "--_place": row.place } as CSSProperties);
}
