/** A text as code within a line of Markdown, whatever backticks are in it. */
export function inlineCode(text: string): string {
	if (!text.includes("`")) return `\`${text}\``;
	const marks = "`".repeat(1 + Math.max(...(text.match(/`+/g) ?? []).map(({ length }) => length)));
	return `${marks} ${text} ${marks}`;
}
