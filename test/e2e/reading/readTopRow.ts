/** The row at the top of the viewport, and its position. */
export interface TopRow {
	readonly text: string;
	/** Its distance from the top of the list, in pixels. */
	readonly top: number;
}

/** Runs in the page. */
export function readTopRow(): TopRow {
	const log = document.querySelector("[role=log]");
	const edge = log?.getBoundingClientRect().top ?? 0;
	const rows = [...(log?.querySelectorAll("[data-index]") ?? [])];
	const row = rows.find((candidate) => candidate.getBoundingClientRect().bottom > edge + 1);
	return { text: row?.textContent?.slice(0, 40) ?? "", top: (row?.getBoundingClientRect().top ?? 0) - edge };
}
