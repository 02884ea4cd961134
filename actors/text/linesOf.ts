/**
 * The lines of a text that comes in pieces of any size, without their line breaks.
 *
 * @param maxCharacters - Any file may be given: one without line breaks would be read into memory whole.
 * @param tooLong - What is thrown for a longer line.
 */
export async function* linesOf(
	text: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
	maxCharacters: number,
	tooLong: string,
): AsyncGenerator<string, void, undefined> {
	const decoder = new TextDecoder();
	let rest = "";
	for await (const piece of text) {
		rest += typeof piece === "string" ? piece : decoder.decode(piece, { stream: true });
		const lines = rest.split("\n");
		rest = lines.pop() ?? "";
		yield* lines;
		if (rest.length > maxCharacters) throw new RangeError(tooLong);
	}
	if (rest !== "") yield rest;
}
