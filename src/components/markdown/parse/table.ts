import { Tokenizer, type Tokens } from "marked";
import { Backticks } from "./backticks.ts";

/** Rows are filled up to the width of the header: a short text may ask for millions of cells. */
const MAX_CELLS = 20_000;
const DELIMITER_ROW = /^[^\n]*\n[ \t]*[|:-][-:| \t]*(?:\n|$)/;

/** Whether the second line looks like the one below the header of a table. */
export function mayStartTable(source: string): boolean {
	return DELIMITER_ROW.test(source);
}

/**
 * Reads a table. Where a row has more cells than the header, GitHub drops those at its end; here bars in code are text,
 * and what is still too much goes to the last cell.
 *
 * @throws {RangeError} If it has too many cells.
 */
export function readTable(tokenizer: Tokenizer, source: string): Tokens.Table | undefined {
	const header = source.slice(0, source.indexOf("\n"));
	const end = source.search(/\n[ \t]*\n/);
	const lines = (end < 0 ? source : source.slice(0, end)).split("\n");
	if (header.split("|").length * lines.length > MAX_CELLS) throw new RangeError("A table that large is not rendered.");
	const table = Tokenizer.prototype.table.call(tokenizer, source);
	const width = table?.header.length ?? 0;
	table?.rows.forEach((row, index) => {
		const cells = splitRow(lines[index + 2] ?? "");
		if (cells.length <= width) return;
		const kept = splitRow(lines[index + 2] ?? "", true);
		const texts = [...kept.slice(0, width - 1), kept.slice(width - 1).join(" | ")];
		texts.forEach((text, column) => {
			const cell = row[column];
			if (cell) row[column] = { ...cell, text, tokens: tokenizer.lexer.inline(text) };
		});
	});
	return table;
}

function splitRow(line: string, keepCode = false): readonly string[] {
	const row = line.trim().replace(/^\|/, "");
	const cells: string[] = [];
	const backticks = new Backticks(row);
	let start = 0;
	for (let index = 0; index < row.length; index++) {
		if (row[index] === "\\") index++;
		else if (keepCode && row[index] === "`") index = endOfCode(backticks, index);
		else if (row[index] === "|") {
			cells.push(row.slice(start, index));
			start = index + 1;
		}
	}
	if (start < row.length) cells.push(row.slice(start));
	return cells.map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** The last backtick of the code that starts at an index; the end of the run if it has no end. */
function endOfCode(backticks: Backticks, start: number): number {
	const length = backticks.runLength(start);
	const end = backticks.findRun(length, start + length);
	return (end < 0 ? start : end) + length - 1;
}
