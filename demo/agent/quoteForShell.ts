/** A word as `sh` reads it back, whatever is in it. */
export function quoteForShell(word: string): string {
	return `'${word.replaceAll("'", `'\\''`)}'`;
}
