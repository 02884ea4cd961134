import Anser from "anser";
import { type AnsiColor, parseAnsiColor } from "./ansiColor.ts";

/** A stretch of output that looks the same. */
export interface OutputSpan {
	readonly text: string;
	readonly color: AnsiColor | undefined;
	readonly background: AnsiColor | undefined;
	/** `bold`, `dim`, `italic`, `underline`, `strikethrough`, … as one string, or undefined. */
	readonly decoration: string | undefined;
}

/** Cuts text with colour codes into stretches that look the same. */
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
