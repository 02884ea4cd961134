import { expect, test } from "vitest";
import { cpuTime } from "../../harness/cpuTime.ts";
import { describeNodes } from "./describeNodes.ts";
import { parseNodes } from "./parseNodes.ts";

const shown = (text: string, math = false) => describeNodes(parseNodes(text, { math }));
/** The content of the only paragraph. */
const line = (text: string, math = false) => shown(text, math).replace(/^<paragraph ([\s\S]*)>$/, "$1");

test.each([
	["**「重要」**です", "<strong 「重要」>です"],
	["これは**「重要」**です", "これは<strong 「重要」>です"],
	["**重要。**次", "<strong 重要。>次"],
	["*重要！*次", "<emphasis 重要！>次"],
	["~~重要（旧）~~次", "<strike 重要（旧）>次"],
	["**この文（注）**は", "<strong この文（注）>は"],
	["我可以强调**这个`code`**吗", "我可以强调<strong 这个<code code>>吗"],
	["这是**“重要”**的", "这是<strong “重要”>的"],
	["**이 용어(This term)**를", "<strong 이 용어(This term)>를"],
	["**テスト**。**テスト**", "<strong テスト>。<strong テスト>"],
	["太郎は**「こんにちわ」**といった", "太郎は<strong 「こんにちわ」>といった"],
	["__注意__：注", "<strong 注意>：注"],
	["変数_名_です", "変数_名_です"],
	["**[リンク](https://example.com)**を見る", "<strong <link リンク>>を見る"],
	['a**"b"**c', 'a**"b"**c'],
	["**✅ 完了**です", "<strong ✅ 完了>です"],
	["**︁“a”**", "<strong ︁“a”>"],
])("emphasis beside Chinese, Japanese and Korean: %s", (text, expected) => {
	expect(line(text)).toBe(expected);
});

test.each([
	["見https://example.com/docs、または", "見<link https://example.com/docs>、または"],
	["詳細はhttps://example.com/docsを参照", "詳細は<link https://example.com/docs>を参照"],
	["（https://example.com/a）", "（<link https://example.com/a>）"],
	["https://example.com/a。https://example.com/b！", "<link https://example.com/a>。<link https://example.com/b>！"],
	["https://example.com/a，www.example.com；b", "<link https://example.com/a>，<link www.example.com>；b"],
	["https://ja.wikipedia.org/wiki/東京 は", "<link https://ja.wikipedia.org/wiki/東京> は"],
	["「https://example.com」", "「<link https://example.com>」"],
	["링크https://example.com/a를", "링크<link https://example.com/a>를"],
	["**https://example.com/a**を", "<strong <link https://example.com/a>>を"],
	["“https://example.com/a”", "“<link https://example.com/a>”"],
	["(see https://example.com/a_(b))", "(see <link https://example.com/a_(b)>)"],
	["[https://example.com/a] b", "[<link https://example.com/a>] b"],
	["https://example.com/a?x[]=1.", "<link https://example.com/a?x[]=1>."],
	["連絡はa@example.comまで", "連絡は<link a@example.com>まで"],
	["https://example.com/a\u200bb", "<link https://example.com/a>\u200bb"],
	["xhttps://example.com", "xhttps://example.com"],
])("a bare address ends where its text ends: %s", (text, expected) => {
	expect(line(text)).toBe(expected);
});

test("only two tildes strike text through", () => {
	expect(line("20~25°C and 30~35°C")).toBe("20~25°C and 30~35°C");
	expect(line("~a~ ~~b~~ ~~~c~~~")).toBe("~a~ <strike b> ~~~c~~~");
});

test.each([
	["so \\(a+b\\) is", "so <math a+b> is", "so \\(a+b\\) is"],
	["so \\[c=d\\] is", "so <math c=d> is", "so \\[c=d\\] is"],
	["\\(x\\) and \\(n\\)", "<math x> and <math n>", "\\(x\\) and \\(n\\)"],
	["\\[\n\\frac{a}{b}\n\\]", "<math \\frac{a}{b}>", "\\[\n\\frac{a}{b}\n\\]"],
	["\\(a_1 * b_2 * c_3\\)", "<math a_1 * b_2 * c_3>", "\\(a_1 * b_2 * c_3\\)"],
	["$a$ and $$b$$", "<math a> and <math b>", "$a$ and $$b$$"],
	["$\\{x\\}$ and $50\\%$", "<math \\{x\\}> and <math 50\\%>", "$\\{x\\}$ and $50\\%$"],
	["$$\na_1*b*c \\\\\n$$", "<math a_1*b*c \\\\>", "$$\na_1*b*c \\\\\n$$"],
	["so $$a*b*c$$ is", "so <math a*b*c> is", "so $$a*b*c$$ is"],
	[
		"$HOME/bin:$PATH and **$A** to **$B**",
		"$HOME/bin:$PATH and <strong $A> to <strong $B>",
		"$HOME/bin:$PATH and <strong $A> to <strong $B>",
	],
	["$$ is **the** id\n\nof $$", "$$ is <strong the> id><paragraph of $$", "$$ is <strong the> id><paragraph of $$"],
	[
		"\\[no link\\](https://example.com)",
		"[no link](<link https://example.com>)",
		"[no link](<link https://example.com>)",
	],
	["\\(see below\\)", "(see below)", "(see below)"],
	["\\[1\\] and \\[x\\]", "[1] and [x]", "[1] and [x]"],
	["$5 to $10", "$5 to $10", "$5 to $10"],
])("a formula is drawn, or shown as it is written: %j", (text, drawn, written) => {
	expect(line(text, true)).toBe(drawn);
	expect(line(text)).toBe(written);
});

test("a formula on lines of its own interrupts a paragraph", () => {
	expect(shown("text:\n\\[\na\n+ b\n\\]\nmore", true)).toBe(
		"<paragraph text:><paragraph <math a\n+ b>><paragraph more>",
	);
	expect(shown("text:\n\\[\na\n+ b\n\\]")).toBe("<paragraph text:><paragraph \\[\na\n+ b\n\\]>");
});

test("code in a code block of Markdown does not end it", () => {
	const block = "# Title\n```bash\nnpm i\n```\nand\n```js\nx\n```\nend";
	expect(shown(`\`\`\`markdown\n${block}\n\`\`\`\nAfter\n\n\`\`\`ts\ny\n\`\`\``)).toBe(
		`<code_block ${block}><paragraph After><code_block y>`,
	);
});

test.each([
	["```md\n```js\nx\n```\n\ntext\n\n```\ny\n```", "<code_block ```js\nx><paragraph text><code_block y>"],
	["```md\n```js\n```\n\nrest", "<code_block ```js><paragraph rest>"],
	["````md\n```js\nx\n```\n````\n\nrest", "<code_block ```js\nx\n```><paragraph rest>"],
	["```js\n```md\n```\n\nrest", "<code_block ```md><paragraph rest>"],
])("a document that is right as it is keeps its meaning: %j", (text, expected) => {
	expect(shown(text)).toBe(expected);
});

test.each([
	["H<sub>2</sub>O and x<sup>2</sup>", "H<sub 2>O and x<sup 2>"],
	["<kbd>Ctrl</kbd>+<KBD>C</KBD>", "<kbd Ctrl>+<kbd C>"],
	["<b>a</b> <i>b</i> <u>c</u> <mark>d</mark>", "<strong a> <emphasis b> <u c> <mark d>"],
	["<ins>a</ins> <del>b</del> <s>c</s>", "<ins a> <strike b> <strike c>"],
	["<b>a <i>b</b> c</i>", "<strong a <i>b> c</i>"],
	["<b>never closed", "<b>never closed"],
	["never opened</b>", "never opened</b>"],
	["<b>**a** [b](https://c.example)</b>", "<strong <strong a> <link b>>"],
	["`<b>` is <b>bold</b>", "<code <b>> is <strong bold>"],
	["<b class=x>a</b>", "<b class=x>a</b>"],
	["<script>a</script>", "<script>a</script>"],
	["a<!-- hidden -->b", "ab"],
	["a <!-- never closed", "a <!-- never closed"],
])("tags that answers use are shown as what they mean, others as text: %s", (text, expected) => {
	expect(line(text)).toBe(expected);
});

test.each([
	["in a list", "1. a\n   ```make\n   all:\n   \tgcc\n   \t\t-o\n   ```\n2. b", "all:\n\tgcc\n\t\t-o"],
	["in a nested list", "- a\n\t- b\n\n\t\t```go\n\t\tif x {\n\t\t\ty\n\t\t}\n\t\t```", "if x {\n\ty\n}"],
	["in a quote", "> ```make\n> all:\n> \tgcc\n> ```", "all:\n\tgcc"],
	["below an indented fence", "  ```make\n  all:\n\tgcc\n  \t\t-o\n  ```", "all:\n\tgcc\n\t\t-o"],
	["between fences of another length", "- ````\n  ```\n  \ta\n  ```\n  ````", "```\n\ta\n```"],
])("tabs that indent code stay tabs %s, also while it is written", (_name, text, code) => {
	expect(shown(text)).toContain(`<code_block ${code}>`);
	const open = text.slice(0, text.lastIndexOf("\n"));
	expect(describeNodes(parseNodes(open, { open: true })).replaceAll("\ufdd0", "?")).toContain(code.split("\n```")[0]);
});

test.each([
	["see D:\\proj\\_scratch\\.git\\A_b_c.wav.", "see D:\\proj\\_scratch\\.git\\A_b_c.wav."],
	["**C:\\x\\_y** and (c:\\_a\\#b) or C:\\*.txt", "<strong C:\\x\\_y> and (c:\\_a\\#b) or C:\\*.txt"],
	["C:\\_a\\_b", "C:\\_a\\_b"],
	["\\\\server\\share\\_docs", "\\\\server\\share\\_docs"],
	["[D:\\_a](https://a.example) C:\\", "<link D:\\_a> C:\\"],
	["見C:\\_作業、*次*", "見C:\\_作業、<emphasis 次>"],
	["escaped: C:\\\\Users\\\\me", "escaped: C:\\Users\\me"],
	["no path: abc:\\_a\\_ a \\\\ b \\\\x", "no path: abc:_a_ a \\ b \\x"],
])("a Windows path keeps its backslashes: %s", (text, expected) => {
	expect(line(text)).toBe(expected);
});

test("tabs that nest lists below code are no text", () => {
	expect(shown("- a\n  ```\n  \tb\n  ```\n\t- c\n\t\t- d")).toBe(
		"<list <line a><code_block \tb><list <line c><list <line d>>>>",
	);
});

test("indented code in a list ends with its last line", () => {
	expect(shown("- a\n\n      b\n\n- c")).toBe("<list <paragraph a><code_block b><paragraph c>>");
});

test("a comment is not shown, also with empty lines in it", () => {
	expect(shown("a\n\n<!-- b\n\n# c\n-->\n\nd")).toBe("<paragraph a><paragraph d>");
	expect(shown("a\n\n<!-- b\n\n# c")).toBe("<paragraph a><paragraph <!-- b><heading c>");
});

test.each([
	[
		"<details>\n<summary>More</summary>\n\n**a**\n\n```js\n</details>\n```\n\n</details>\n\nb",
		"<details More<paragraph <strong a>><code_block </details>>><paragraph b>",
	],
	["<details><summary>More</summary>a</details>", "<details More<paragraph a>>"],
	[
		"<details open>\na\n\n<details>\nb\n</details>\n\nc\n</details>",
		"<details <paragraph a><details <paragraph b>><paragraph c>>",
	],
	[
		"- a\n\n  <details>\n  <summary>More</summary>\n\n  b\n  </details>",
		"<list <paragraph a><details More<paragraph b>>>",
	],
	["<details>\n<summary>More</summary>\n\nnever closed", "<details More<paragraph never closed>>"],
	["<details class=x>\na\n</details>", "<paragraph <details class=x>\na\n</details>>"],
	["a `<details>` b", "<paragraph a <code <details>> b>"],
])("details hold what is in them: %j", (text, expected) => {
	expect(shown(text)).toBe(expected);
});

test("in a table a bar in code is text, and no cell is dropped", () => {
	expect(shown("| a | b |\n|---|---|\n| `x || y` | z |\n| 1 | 2 | 3 |")).toBe("<table ab<code x || y>z12 | 3>");
	expect(shown("| a | b |\n|---|---|\n| `x ```|y` | z |")).toBe("<table ab<code x ```|y>z>");
});

test.each([
	["a footnote that is not defined", "matches [^abc]+", "<paragraph matches [^abc]+>"],
	[
		"a footnote below others",
		"a[^1]\n\n  [^1]: https://b.example",
		"<paragraph a<footnote_reference >><footnote <paragraph <link https://b.example>>>",
	],
	["a link without words", "[](https://a.example)", "<paragraph <link https://a.example>>"],
	["a line of zeros", "a\0b", "<paragraph a\ufffdb>"],
	["half a character", "a\ud800[^\ud800]", "<paragraph a\ud800[^\ud800]>"],
	["Windows line ends", "a\r\n\r\n- b\r\n- c", "<paragraph a><list <line b><line c>>"],
])("%s loses nothing", (_name, text, expected) => {
	expect(shown(text)).toBe(expected);
});

test("24 KB of what may be emphasis are parsed in no time", () => {
	const text = "1.*".repeat(8_000);
	expect(line(text)).toMatch(/^1\.(?:\*1\.)+<emphasis 1\.>$/);
	expect(cpuTime(() => parseNodes(text))).toBeLessThan(1_000);
});
