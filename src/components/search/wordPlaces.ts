/**
 * Where words in small letters stand in a text, one place after the other, as `from` and `to`. The lower case of a text
 * may be longer than it is, as that of `İ` is; the places are those in the text itself.
 */
export function* matchPositions(text: string, words: string): Generator<readonly [from: number, to: number]> {
	const small = text.toLowerCase();
	const owners = small.length === text.length ? null : lowerCaseSpans(text);
	for (let at = small.indexOf(words); at !== -1; at = small.indexOf(words, at + words.length)) {
		const last = at + words.length - 1;
		yield owners ? [owners[at]?.from ?? 0, owners[last]?.to ?? 0] : [at, last + 1];
	}
}

interface CharacterSpan {
	readonly from: number;
	readonly to: number;
}

/** For each place in the lower case of a text the character of the text that it comes from. */
function lowerCaseSpans(text: string): readonly CharacterSpan[] {
	const owners: CharacterSpan[] = [];
	let from = 0;
	for (const character of text) {
		const owner = { from, to: from + character.length };
		for (let place = 0; place < character.toLowerCase().length; place++) owners.push(owner);
		from = owner.to;
	}
	return owners;
}
