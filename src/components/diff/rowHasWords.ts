import type { DiffRow } from "./diffRow.ts";

/** Whether words in small letters are in a line; false for none. */
export function rowMatchesQuery({ parts }: DiffRow, words: string): boolean {
	if (words === "") return false;
	const line = parts.map(({ text }) => text).join("");
	return line.toLowerCase().includes(words);
}
