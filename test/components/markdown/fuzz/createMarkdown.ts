import { pick } from "../randomDocument.ts";

/**
 * Creates Markdown in which each word is unique. Words like `w7` are text that must be visible. Words like `d7` are in
 * addresses, titles, labels, comments and languages: Markdown hides them where it has a meaning, and shows them
 * otherwise.
 */
export function createMarkdown(random: () => number): string {
	const writer = new Writer(random);
	const count = 1 + Math.floor(random() * 4);
	const text = Array.from({ length: count }, () => writer.block(0) + pick(["\n", "\n\n", "\n\n\n"], random)).join("");
	const lineEnds = random() < 0.1 ? text.replaceAll("\n", "\r\n") : text;
	return random() < 0.5 ? lineEnds : lineEnds.trimEnd();
}

class Writer {
	readonly #random: () => number;
	#count = 0;

	constructor(random: () => number) {
		this.#random = random;
	}

	#word(): string {
		return `w${++this.#count}`;
	}

	#hidden(): string {
		return `d${++this.#count}`;
	}

	#pick<Value>(values: readonly Value[]): Value {
		return pick(values, this.#random);
	}

	block(depth: number): string {
		const leaf = this.#pick(LEAVES);
		if (depth > 2 || this.#random() < 0.6) return this.#fill(leaf);
		const inside = [this.block(depth + 1), this.block(depth + 1)].join(this.#pick(["\n", "\n\n"]));
		const container = this.#pick(["> ", "- ", "1. ", "* ", "- [x] ", "10) ", "[^note]: ", "details"]);
		if (container === "details")
			return `<details${this.#pick(["", " open"])}>\n<summary>${this.#line(0)}</summary>\n\n${inside}\n\n</details>`;
		const indent =
			container === "> " ? "> " : container === "[^note]: " ? "    " : " ".repeat(container.trim().length + 1);
		const lines = inside.split("\n");
		// Every tenth line is lazy.
		return lines.map((line, index) => (index === 0 ? container : this.#random() < 0.1 ? "" : indent) + line).join("\n");
	}

	#fill(leaf: string): string {
		return leaf.replace(/[LWD]/g, (kind) => {
			if (kind === "L") return this.#line(0);
			return kind === "W" ? this.#word() : this.#hidden();
		});
	}

	#line(depth: number): string {
		const count = 1 + Math.floor(this.#random() * 4);
		return Array.from({ length: count }, () => this.#inline(depth)).join(
			this.#pick([" ", " ", "", "、", "\n", "  \n"]),
		);
	}

	#inline(depth: number): string {
		if (depth > 2 || this.#random() < 0.4) return this.#word();
		return this.#pick(INLINES).replace(/[LWD]/g, (kind) => {
			if (kind === "L") return this.#line(depth + 1).replace(/\s*\n/g, " ");
			return kind === "W" ? this.#word() : this.#hidden();
		});
	}
}

const LEAVES = [
	"L",
	"L",
	"L",
	"# L",
	"### L ###",
	"#L",
	"L\n===",
	"W W\n---",
	"---",
	"- L",
	"- L\n- L\n  - L",
	"+ L\n\n+ L",
	"3. L\n4. L",
	"- [ ] L",
	"- [x] L",
	"```D\nW\n\n  W\n```",
	"```\nW W",
	"~~~D\nW\n~~~",
	"````markdown\n# W\n```sh\nW\n```\n````",
	"```md\n# W\n```sh\nW\n```\nW\n```",
	"```md\n```js\nW\n```\nW\n```\nW\n```",
	"  ```D\n\tW\n  \t\tW\n  ```",
	"- W\n  ```D\n  \tW\n  \t\tW\n  ```",
	"- W\n\t- W\n\n\t\t```\n\t\tW",
	"    W\n\n    W",
	"\tW",
	"| W | W |\n|---|:-:|\n| W | W |",
	"| W | W |\n|---|---|\n| `W|W` | W |\n| W | W | W | W |\n| W |",
	"W | W\n--|--\nL | `W \\| W`",
	"| W |\n|---|---|\n| W |",
	"[D]: https://example.com/D",
	'[D]: <https://example.com/D> "D"',
	"[^D]: L",
	"[^D]: L\n\n    L",
	"<!-- D -->",
	"<!-- D\n\nD -->",
	"<div align=center>\nW\n</div>",
	"<details><summary>W</summary>W</details>",
	"<details>\n<summary>W\n\nW",
	"</details>",
	"$$\nW+W\n$$",
	"\\[\nW = W\n\\]",
	"\\[W = W\\]",
	"> [!NOTE]\n> L",
	"> L\nL",
];

const INLINES = [
	"**L**",
	"*L*",
	"***L***",
	"_L_",
	"__L__",
	"~~L~~",
	"~W~",
	"W~W",
	"**L",
	"L**",
	"*W**W*",
	"「**W**」",
	"**「W」**W",
	"**W**。W",
	"W_W_W",
	"`W`",
	"``W ` W``",
	"`W",
	"[L](https://example.com/D)",
	'[L](/D "D")',
	"[L](<D D>)",
	"[L](https://example.com/D_(D))",
	"[L][D]",
	"[L][]",
	"[W]",
	"[W] (W)",
	"![W](https://example.com/D.png)",
	"[![W](D)](D)",
	"<https://example.com/W>",
	"https://example.com/W",
	"見https://example.com/W、W",
	"(see www.example.com/W)",
	"W@example.com",
	"W[^D]",
	"<b>L</b>",
	"<kbd>W</kbd>",
	"H<sub>W</sub>W",
	"<sup>L",
	"L</sup>",
	"<mark>**L</mark>**",
	"<span style='color:red'>W</span>",
	"<W>",
	"W<br>W",
	"W<br/>W",
	"&amp;",
	"&copy;W",
	"&W;",
	"W & W",
	"\\*W\\*",
	"\\\\W",
	"C:\\W\\_W\\*W",
	"\\\\W\\W\\_W",
	"\\(W+W\\)",
	"\\[W=W\\]",
	"\\(W W\\)",
	"$W+W$",
	"$$W*W*W$$",
	"$\\{W\\}$",
	"$5 W $6",
	"W < W > W",
	"<!-- D -->W",
	"W\u200bW",
	"W\u00a0W",
	"🙂W",
	"W\ud800W",
	"W\0W",
];
