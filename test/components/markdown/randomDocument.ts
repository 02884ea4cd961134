const LINES = [
	"plain words",
	"some **bold** and *soft* and `code`",
	"half **bold and `code",
	"# Title",
	"### Smaller title",
	"- item",
	"- [ ] task",
	"- [x] done",
	"  - nested",
	"  continued",
	"    deeply continued",
	"1. first",
	"2. second",
	"10) tenth",
	"* star",
	"> quoted",
	"> - quoted item",
	">> twice",
	"```ts",
	"```",
	"~~~",
	"````",
	"  ```sh\n  # not a title\n\n  - not an item\n  ```",
	"   ~~~\n   code\n   ~~~",
	"    indented",
	"\ttabbed",
	"| a | b |",
	"|---|:-:|",
	"| 1 | 2 |",
	"---",
	"===",
	"***",
	"[a link](https://example.com)",
	"[referred][label]",
	"[label]: https://example.com/label",
	"text[^1]",
	"[^1]: a note",
	"![image](https://example.com/a.png)",
	"<div>",
	"</div>",
	"<!-- comment",
	"-->",
	"hard break  ",
	"Überschrift · 見出し · 🙂",
] as const;

/** Lines of every kind in any order, a third of them followed by a blank one: mostly nonsense, all of it Markdown. */
export function randomDocument(random: () => number): string {
	const count = Math.floor(random() * 14);
	const lines = Array.from({ length: count }, () => pick(LINES, random) + pick(["\n", "\n", "\n\n"], random));
	const text = lines.join("");
	return random() < 0.5 ? text : text.trimEnd();
}

export function pick<T>(values: readonly T[], random: () => number): T {
	const value = values[Math.floor(random() * values.length)];
	if (value === undefined) throw new RangeError("There is nothing to pick from.");
	return value;
}

/** Cuts a text into pieces of 1 to 12 characters, through the middle of anything. */
export function randomPieces(text: string, random: () => number): readonly string[] {
	const pieces: string[] = [];
	for (let index = 0; index < text.length; ) {
		const length = 1 + Math.floor(random() * 12);
		pieces.push(text.slice(index, index + length));
		index += length;
	}
	return pieces;
}
