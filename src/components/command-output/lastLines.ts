const ESC = "\u001b";
const STYLE = new RegExp(`${ESC}\\[[\\d;]*m`, "g");

export interface LastLines {
	readonly text: string;
	/** How many lines there are, with those left out. */
	readonly total: number;
}

/** The last lines of an output, in the colours that were set before them. */
export function lastLines(text: string, most: number): LastLines {
	const lines = text.split("\n");
	const total = lines.at(-1) === "" ? lines.length - 1 : lines.length;
	if (total <= most) return { text, total };
	const shown = lines.slice(total - most).join("\n");
	return { text: openStyle(text.slice(0, text.length - shown.length)) + shown, total };
}

/** The style codes of a text that are still in force at its end. */
function openStyle(text: string): string {
	const reset = Math.max(text.lastIndexOf(`${ESC}[0m`), text.lastIndexOf(`${ESC}[m`), 0);
	return [...text.slice(reset).matchAll(STYLE)].map(([code]) => code).join("");
}
