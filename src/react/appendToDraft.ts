/** The draft with a text after it, as a paragraph of its own. */
export function appendToDraft(draft: string, text: string): string {
	return draft && text ? `${draft}\n\n${text}` : draft || text;
}
