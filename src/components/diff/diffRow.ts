/** A stretch of a line; `changed` where it differs from the line it was or became. */
export interface DiffPart {
	readonly text: string;
	readonly changed: boolean;
}

export interface DiffRow {
	readonly type: "context" | "removed" | "added";
	/** Counted from the first line given; undefined where the line is not in that text. */
	readonly oldLine: number | undefined;
	readonly newLine: number | undefined;
	readonly parts: readonly DiffPart[];
	/** Where the text stands in its file is not known: the numbers tell lines apart and are not shown. */
	readonly unnumbered?: boolean | undefined;
	/** The row in which it stands when old and new are side by side, counted from 1. */
	readonly splitRow?: number | undefined;
}
