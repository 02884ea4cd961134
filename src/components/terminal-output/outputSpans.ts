import Anser from "anser";
import { type LineRange, visibleLines } from "../primitives/ShowAllButton.tsx";
import { STYLE_CODES, stripStyleCodes } from "./outputText.ts";

/** A colour of a terminal: one of the sixteen of the palette by name, or an RGB value. */
export type AnsiColor = { readonly name: string } | { readonly rgb: string };

const COLOR_CUBE_LEVELS = [0, 95, 135, 175, 215, 255] as const;

/** Parses a colour as anser names it: `ansi-bright-red`, `ansi-palette-196` or `ansi-truecolor` with RGB parts. */
function parseAnsiColor(name: string | null, parts: string | null): AnsiColor | undefined {
	if (name === null) return undefined;
	if (name === "ansi-truecolor") return { rgb: `rgb(${parts})` };
	const index = /^ansi-palette-(\d+)$/.exec(name)?.[1];
	return index === undefined ? { name: name.replace(/^ansi-/, "") } : { rgb: paletteColor(Number(index)) };
}

/** The 256-colour palette from 16 on: a cube of six levels per channel, then 24 greys. */
function paletteColor(index: number): string {
	if (index >= 232) return grey(8 + (index - 232) * 10);
	const place = index - 16;
	const [red, green, blue] = [Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map(
		(level) => COLOR_CUBE_LEVELS[level],
	);
	return `rgb(${red}, ${green}, ${blue})`;
}

function grey(level: number): string {
	return `rgb(${level}, ${level}, ${level})`;
}

/** A span of output in one style. */
export interface OutputSpan {
	readonly text: string;
	readonly color: AnsiColor | undefined;
	readonly background: AnsiColor | undefined;
	/** `bold`, `dim`, `italic`, `underline`, `strikethrough`, … as one string, or undefined. */
	readonly decoration: string | undefined;
}

/** Splits text with colour codes into spans of one style. */
export function parseOutputSpans(text: string): readonly OutputSpan[] {
	return Anser.ansiToJson(text, { use_classes: true, remove_empty: true }).map(toSpan);
}

function toSpan(entry: Anser.AnserJsonEntry): OutputSpan {
	const decorations = [...new Set(entry.decorations)];
	return {
		text: entry.content,
		color: parseAnsiColor(entry.fg, entry.fg_truecolor),
		background: parseAnsiColor(entry.bg, entry.bg_truecolor),
		decoration: decorations.length > 0 ? decorations.join(" ") : undefined,
	};
}

const ESC = "\u001b";

interface TruncatedOutput extends LineRange {
	readonly text: string;
	/** The number of all lines, including those left out. */
	readonly total: number;
}

/** The last lines of an output, or those around a search match, with the styles that earlier lines have set. */
export function truncateOutput(text: string, limit: number, query: string): TruncatedOutput {
	const lines = text.split("\n");
	const total = lines.length;
	const last = { from: Math.max(0, total - limit), to: total };
	const range = query === "" ? last : visibleLines(lines.map(stripStyleCodes), last, query);
	const hidden = lines.slice(0, range.from).join("\n");
	return { ...range, text: activeStyleCodes(hidden) + lines.slice(range.from, range.to).join("\n"), total };
}

/** The style codes that are still active at the end of a text. */
function activeStyleCodes(text: string): string {
	const reset = Math.max(text.lastIndexOf(`${ESC}[0m`), text.lastIndexOf(`${ESC}[m`), 0);
	return [...text.slice(reset).matchAll(STYLE_CODES)].map(([code]) => code).join("");
}
