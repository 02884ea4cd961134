/** A text as a quotation in Markdown. */
export function quoted(text: string): string {
	return text.replaceAll(/^/gm, "> ");
}
