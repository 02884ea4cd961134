/** The lines of a text. A newline at the end makes no line of its own, and no text has no lines. */
export function splitLines(text: string): readonly string[] {
	if (text === "") return [];
	return text.replace(/\r?\n$/, "").split(/\r?\n/);
}
