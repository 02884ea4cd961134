/** Cuts text into pieces of a few words, the way a model streams it. Put together they are the text again. */
export function splitIntoChunks(text: string): string[] {
	return text.match(/(?:\s*\S+){1,3}\s*|\s+/g) ?? [];
}
