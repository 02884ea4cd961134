import { expect, test } from "vitest";
import { createMarkdownParser } from "../../../src/components/markdown/parse/parser.ts";
import { describeNodes } from "./describeNodes.ts";
import { parseNodes } from "./parseNodes.ts";

/** What a person reads of a text that is still being written, with the kind of each piece that is more than text. */
function shown(text: string): string {
	return describeNodes(parseNodes(text, { open: true }));
}

test.each([
	["emphasis is closed", "a **bo", "<paragraph a <strong bo>>"],
	["nested emphasis is closed from the inside", "*a **b", "<paragraph <emphasis a <strong b>>>"],
	["half a closing marker does not show", "a **bold*", "<paragraph a <strong bold>>"],
	["a marker with nothing after it does not show", "a **", "<paragraph a >"],
	["a product is not emphasis", "2*3 and 4 * 5", "<paragraph 2*3 and 4 * 5>"],
	["so is one of letters", "a*b and", "<paragraph a*b and>"],
	["a power is not strong", "2**3 and", "<paragraph 2**3 and>"],
	["nor is that of a letter", "x**2 and", "<paragraph x**2 and>"],
	["emphasis begins within a word", "un**beliv", "<paragraph un<strong beliv>>"],
	["emphasis begins where a language has no spaces", "这是**重", "<paragraph 这是<strong 重>>"],
	["names with underscores are not emphasis", "call snake_case_na", "<paragraph call snake_case_na>"],
	["a name with underscores does not end emphasis", "_see some_var_na", "<paragraph <emphasis see some_var_na>>"],
	["emphasis begins with a picture", "now **🎉 do", "<paragraph now <strong 🎉 do>>"],
	["a pattern is not emphasis", "all *.ts files", "<paragraph all *.ts files>"],
	["an escaped marker stays", "a \\*b", "<paragraph a *b>"],
	["code is closed", "see `src/up", "<paragraph see <code src/up>>"],
	["markers inside code are code", "see `a **b", "<paragraph see <code a **b>>"],
	["a link whose address is on its way shows its words", "[the guide](https://exam", "<paragraph the guide>"],
	["a link whose words are on their way shows them", "see [the gui", "<paragraph see the gui>"],
	["a link whose address has not begun shows its words", "see [the guide]", "<paragraph see the guide>"],
	[
		"text in brackets shows the brackets once more text follows",
		"see [the guide] now",
		"<paragraph see [the guide] now>",
	],
	["an address between angles shows without them", "see <https://a.ex", "<paragraph see <link https://a.ex>>"],
	["half a scheme waits", "see <htt", "<paragraph see >"],
	["an angle that goes on is text", "a < b &c d", "<paragraph a < b &c d>"],
	["half a character by name waits", "a &am", "<paragraph a >"],
	["half an escape waits", "a \\", "<paragraph a >"],
	["what waits outside of code is code inside", "see `a &am", "<paragraph see <code a &am>>"],
	["an index is not a link", "items[0", "<paragraph items[0>"],
	["a link whose label has begun shows its words", "see [the guide][gu", "<paragraph see the guide>"],
	[
		"a link shows its words before its definition",
		"see [the *guide*][g] now",
		"<paragraph see the <emphasis guide> now>",
	],
	["so it does with nothing as its label", "see [the guide][] now", "<paragraph see the guide now>"],
	["and in a block before the last", "[the guide][g]\n\nNow", "<paragraph the guide><paragraph Now>"],
	["a link that is defined is one", "[the guide][g]\n\n[g]: /a\n\nNow", "<paragraph <link the guide>><paragraph Now>"],
	["a definition without its address does not show", "[the guide][g]\n\n[g]:", "<paragraph the guide>"],
	["an index of an index is not a link", "items[0][1] is", "<paragraph items[0][1] is>"],
	[
		"footnotes that follow on each other stay",
		"a[^1][^2] b",
		"<paragraph a<footnote_reference ><footnote_reference > b>",
	],
	["an image shows nothing before its definition", "a ![chart][c] b", "<paragraph a  b>"],
	["an image shows nothing before it is complete", "a ![chart](https://ex", "<paragraph a >"],
	["a footnote's mark shows nothing before it is complete", "a[^no", "<paragraph a>"],
	["an open fence is code already", "```ts\nconst a", "<code_block const a>"],
	["half a closing fence does not show", "```ts\na\n``", "<code_block a>"],
	["nor does one of a longer fence", "````md\na\n```", "<code_block a>"],
	["a fence that is closed ends its code", "```ts\na\n```\n", "<code_block a>"],
	["a bar in code makes no table", "```ts\ntype A =\n  | B\n", "<code_block type A =\n  | B>"],
	["a dash alone in code is code", "```md\na\n-", "<code_block a\n->"],
	["so is a hash", "```sh\na\n# ", "<code_block a\n# >"],
	["a hash in code in an item is code", "1. a\n   ```sh\n   #", "<list <line a><code_block #>>"],
	["a bar in code in an item makes no table", "- ```\n  | x\n", "<list <code_block | x>>"],
	["a dash in code in a quote is code", "> ```\n> -", "<quote <code_block ->>"],
	["half a closing fence in an item does not show", "- ```\n  a\n  ``", "<list <code_block a>>"],
	["after code in an item a dash waits again", "- ```\n  a\n  ```\n-", "<list <code_block a>>"],
	["a bar in code with old line ends is code", "```\r\na\r\n| b", "<code_block a\n| b>"],
	["half an opening fence does not show", "a\n\n``", "<paragraph a>"],
	["a dash under a line makes no heading", "Steps:\n-", "<paragraph Steps:>"],
	["a dash that becomes a list does", "Steps:\n- a", "<paragraph Steps:><list <line a>>"],
	["a number alone waits", "Steps:\n\n1", "<paragraph Steps:>"],
	["half a box of a task waits", "- [x] a\n- [", "<list <line a>>"],
	["a box waits for its task", "- [x] a\n- [ ] ", "<list <line a>>"],
	["a footnote closes its code", "[^1]: a `b", "<footnote <paragraph a <code b>>>"],
	["a hash alone waits", "a\n\n##", "<paragraph a>"],
	["half a header row of a table waits", "a\n\n| b | c", "<paragraph a>"],
	["a table shows with its header row", "| b | c |\n|-", "<table bc>"],
	["a row of a table shows as it comes", "| b | c |\n|---|---|\n| **d", "<table bc<strong d>>"],
	["a heading closes its emphasis", "# a *b", "<heading a <emphasis b>>"],
	["an item closes its emphasis", "- a\n- b **c", "<list <line a><line b <strong c>>>"],
	["a tag is closed", "press <kbd>Ct", "<paragraph press <kbd Ct>>"],
	["half a tag waits", "press <kb", "<paragraph press >"],
	["so does half a closing one", "press <kbd>C</kb", "<paragraph press <kbd C>>"],
	["a comment waits for its end", "a <!-- b", "<paragraph a >"],
	["also below other lines", "a\n\n<!-- b\n\n# c", "<paragraph a>"],
	["details show what they have", "<details>\n<summary>Mo", "<details Mo>"],
	[
		"details close what is in them",
		"<details>\n<summary>More</summary>\n\na **b",
		"<details More<paragraph a <strong b>>>",
	],
	["emphasis begins with a bracket", "これは**「重", "<paragraph これは<strong 「重>>"],
	["a run of backticks as long as a page waits", `a ${"`".repeat(70_000)}`, "<paragraph a >"],
	["what closes nothing does not show", "**[![a](b", "<paragraph >"],
	["a quote closes its emphasis", "> a **b", "<quote <paragraph a <strong b>>>"],
])("%s", (_name, text, expected) => {
	expect(shown(text)).toBe(expected);
});

test("what is complete is shown as it was written", () => {
	expect(describeNodes(parseNodes("a **b\n\n-"))).toBe("<paragraph a **b><list >");
});

test("a reference without a definition is shown as it was written, once the text is complete", () => {
	const read = createMarkdownParser();
	read("[a][b]\n\nNow", true);
	const nodes = read("[a][b]\n\nNow", false).flatMap((group) => group.flatMap((block) => block.nodes));
	expect(describeNodes(nodes)).toBe("<paragraph [a][b]><paragraph Now>");
});
