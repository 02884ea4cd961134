/** What is looked for, as it is compared: in small letters; empty for white space. */
export function searchWords(query: string): string {
	return query.trim().toLowerCase();
}
