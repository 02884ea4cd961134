import { type LineRange, visibleLines } from "../show-all/linesToShow.ts";
import { STYLE_CODES, stripStyleCodes } from "./withoutStyle.ts";

const ESC = "\u001b";

export interface TruncatedOutput extends LineRange {
	readonly text: string;
	/** How many lines there are, with those left out. */
	readonly total: number;
}

/** The last lines of an output, or those around words that are shown, in the colours that were set before them. */
export function truncateOutput(text: string, most: number, words: string): TruncatedOutput {
	const lines = text.split("\n");
	const total = lines.length;
	const last = { from: Math.max(0, total - most), to: total };
	const range = words === "" ? last : visibleLines(lines.map(stripStyleCodes), last, words);
	const hidden = lines.slice(0, range.from).join("\n");
	return { ...range, text: activeStyleCodes(hidden) + lines.slice(range.from, range.to).join("\n"), total };
}

/** The style codes of a text that are still in force at its end. */
function activeStyleCodes(text: string): string {
	const reset = Math.max(text.lastIndexOf(`${ESC}[0m`), text.lastIndexOf(`${ESC}[m`), 0);
	return [...text.slice(reset).matchAll(STYLE_CODES)].map(([code]) => code).join("");
}
