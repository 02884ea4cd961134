/** Splits text into chunks of a few words, as a model streams it. Joined, they are the text again. */
export function splitIntoChunks(text: string): string[] {
	return text.match(/(?:\s*\S+){1,3}\s*|\s+/g) ?? [];
}
