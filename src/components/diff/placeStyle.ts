import type { CSSProperties } from "react";
import type { DiffRow } from "./diffRow.ts";

/** Where a row stands side by side, for the stylesheet, which alone knows whether there is room. */
export function splitRowStyle(row: DiffRow | undefined): CSSProperties | undefined {
	return row?.splitRow === undefined ? undefined : ({ "--_place": row.splitRow } as CSSProperties);
}
