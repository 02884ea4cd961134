import type { Cell, Table } from "./results.ts";

/** Three significant digits, which is more than a second run repeats. */
export function formatCell(cell: Cell): string {
	if (typeof cell === "string") return cell;
	if (!Number.isFinite(cell)) return "–";
	const rounded = Number(cell.toPrecision(3));
	return rounded.toLocaleString("en", { maximumFractionDigits: 2, signDisplay: "negative" });
}

/** As a table of Markdown: numbers are aligned to the right. */
export function formatTable({ title, columns, rows }: Table): string {
	const alignments = columns.map((_, column) => (column === 0 ? "---" : "---:"));
	const lines = [columns, alignments, ...rows.map((row) => row.map(formatCell))].map(formatRow);
	return [`**${title}**`, "", ...lines].join("\n");
}

const formatRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
