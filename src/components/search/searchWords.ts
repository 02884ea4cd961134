/** What is looked for, as it is compared: in small letters; empty for white space. */
export function normalizeQuery(query: string): string {
	return query.trim().toLowerCase();
}
