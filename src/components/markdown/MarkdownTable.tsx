"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { MarkdownInlines } from "./MarkdownInlines.tsx";
import type { MarkdownAlignment, MarkdownLine, MarkdownNode } from "./markdownNode.ts";

export interface MarkdownTableProps {
	readonly table: Extract<MarkdownNode, { type: "table" }>;
}

/** A table that scrolls in a box of its own when it is too wide. */
export function MarkdownTable({ table }: MarkdownTableProps) {
	const labels = useLabels();
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
		<figure className="wsc-markdown-table-box" tabIndex={0} aria-label={labels.table}>
			<table className="wsc-markdown-table">
				<thead>
					<tr>
						{table.header.map((line, column) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
							<HeaderCell key={column} line={line} align={table.align[column]} />
						))}
					</tr>
				</thead>
				<tbody>
					{table.rows.map((row, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
						<Row key={index} row={row} align={table.align} />
					))}
				</tbody>
			</table>
		</figure>
	);
}

interface RowProps {
	readonly row: readonly MarkdownLine[];
	readonly align: readonly MarkdownAlignment[];
}

function Row({ row, align }: RowProps) {
	return (
		<tr className="wsc-markdown-row">
			{row.map((line, column) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
				<td key={column} className="wsc-markdown-cell" data-align={align[column] ?? undefined} dir="auto">
					<MarkdownInlines nodes={line} />
				</td>
			))}
		</tr>
	);
}

interface HeaderCellProps {
	readonly line: MarkdownLine;
	readonly align: MarkdownAlignment | undefined;
}

function HeaderCell({ line, align }: HeaderCellProps) {
	return (
		<th className="wsc-markdown-cell" scope="col" data-align={align ?? undefined} dir="auto">
			<MarkdownInlines nodes={line} />
		</th>
	);
}
