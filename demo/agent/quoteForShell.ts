/** Quotes a word for `sh`. */
export function quoteForShell(word: string): string {
	return `'${word.replaceAll("'", `'\\''`)}'`;
}
