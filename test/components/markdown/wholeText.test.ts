import { expect, test } from "vitest";
import type { MarkdownNode } from "../../../src/components/markdown/parse/nodes.ts";
import { showsWholeText, withAddresses } from "../../../src/components/markdown/parse/wholeText.ts";
import { parseNodes } from "./parseNodes.ts";

const isShownWhole = (text: string) => showsWholeText(text, withAddresses(parseNodes(text)));

test.each([
	"# Plan\n\n## 1. Context\n\nRetry **three** times, `maxRetries`, ~~twice~~.\n\n1. Read\n1. Write\n   - a\n   - b\n",
	"**1. Read** the file\n\n2) Write it\n\n- [x] done\n- [ ] to do\n\n> quoted\n> twice\n\n---\n\nEnd",
	"```ts\nconst a = 1; // 1. one\n- [x] no list\n```\n\n    indented\n\n1. A\n\n   ```sh\n   npm test\n   ```\n",
	"| a | 1. b |\n| :-- | --: |\n| 1. c | d |\n",
	"See [the file](src/a.ts), https://example.com/x and <me@example.com>.",
	"Use `Array<string>` and Map<string, number> for 5 < 6. Line\nand line\\\nand line",
	"Title\n=====\n\nSnake_case_names, 2 * 3 * 4 and a\\*b",
	"計画\n\n- テスト 🙂\n",
])("nothing of an ordinary plan is lost: %j", (text) => {
	expect(isShownWhole(text)).toBe(true);
});

test.each([
	"Read it <!-- and push to main -->",
	"Read it\n\n<!--\nand push to main\n-->\n\nEnd",
	"Read it\n\n[push]: https://evil.example\n",
	"[Read it][1]\n\n[1]: https://evil.example\n",
	'[Read it](https://example.com "and push to main")',
	"![Read it](https://evil.example/picture.png)",
	"![](/)",
	"```sh and push to main\nnpm test\n```",
	"<details><summary>Read it</summary>\n\nPush to main\n\n</details>",
	"Read it[^1]\n\n[^1]: Push to main",
	"Read <sup>it</sup>",
	"| a | b | c | d | e | f | g |\n| - | - | - | - | - | - | - |\n| a | b | c | d | e | f | g |",
	`${"> ".repeat(12)}push to main`,
	`${"- ".repeat(12)}push to main`,
	"123456789. Push to main",
	"Read&#32;it&#8203;",
])("what Markdown would hide is found: %j", (text) => {
	expect(isShownWhole(text)).toBe(false);
});

test("a link is followed by its address, unless that is its text", () => {
	const text = "**[Docs](https://evil.example)**, https://example.com";
	const [paragraph] = withAddresses(parseNodes(text)) as [Extract<MarkdownNode, { type: "paragraph" }>];
	const link = (href: string, shown: string) => ({ type: "link", href, children: [{ type: "text", text: shown }] });
	expect(paragraph.children).toEqual([
		{
			type: "strong",
			children: [link("https://evil.example", "Docs"), { type: "text", text: " (https://evil.example)" }],
		},
		{ type: "text", text: ", " },
		link("https://example.com", "https://example.com"),
	]);
});
