/** Whether a text contains the characters of a query in that order, with others between them. Case matters. */
export function isSubsequence(text: string, query: string): boolean {
	let from = 0;
	for (const character of query) {
		const index = text.indexOf(character, from);
		if (index < 0) return false;
		from = index + character.length;
	}
	return true;
}
