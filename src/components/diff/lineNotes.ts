import type { ReactNode } from "react";

/** What stands below the lines of a diff, such as notes about them. */
export interface DiffLineNotes {
	/** How many notes there are, shown in the header. Default: none. */
	readonly count?: number | undefined;
	/** What is below a line, by its number in the new text. What belongs to a line that is not shown follows the diff. */
	readonly below: ReadonlyMap<number, ReactNode>;
	/** Begins a note about a line of the new text. Absent for those who may not: no line has a button then. */
	readonly onAdd?: ((line: number) => void) | undefined;
}
