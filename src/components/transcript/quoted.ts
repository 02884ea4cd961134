/** A text as a quotation in Markdown. */
export function blockQuote(text: string): string {
	return text.replaceAll(/^/gm, "> ");
}
