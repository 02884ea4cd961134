/** A text as a block of code, between fences longer than any inside. */
export function fencedCode(text: string): string {
	const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map(({ length }) => length));
	const marks = "`".repeat(longest + 1);
	return `${marks}\n${text}\n${marks}`;
}
