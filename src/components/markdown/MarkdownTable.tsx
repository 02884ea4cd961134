"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import type { MarkdownAlignment, MarkdownLine, MarkdownNode } from "./markdownNode.ts";
import { renderInlines } from "./renderInlines.tsx";

export interface MarkdownTableProps {
	readonly table: Extract<MarkdownNode, { type: "table" }>;
}

/** A table that scrolls in a box of its own when it is too wide. */
export function MarkdownTable({ table: { header, rows, align } }: MarkdownTableProps) {
	const labels = useLabels();
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
		<figure className="wsc-markdown-table-box" tabIndex={0} aria-label={labels.table}>
			<table className="wsc-markdown-table">
				<thead>
					<tr>{header.map((line, column) => renderCell("th", line, column, align[column]))}</tr>
				</thead>
				<tbody>
					{rows.map((row, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
						<tr key={index} className="wsc-markdown-row">
							{row.map((line, column) => renderCell("td", line, column, align[column]))}
						</tr>
					))}
				</tbody>
			</table>
		</figure>
	);
}

function renderCell(Cell: "th" | "td", line: MarkdownLine, column: number, align: MarkdownAlignment | undefined) {
	return (
		<Cell
			key={column}
			className="wsc-markdown-cell"
			scope={Cell === "th" ? "col" : undefined}
			data-align={align ?? undefined}
			dir="auto"
		>
			{renderInlines(line)}
		</Cell>
	);
}
