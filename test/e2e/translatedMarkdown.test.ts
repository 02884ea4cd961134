import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomPieces } from "../components/markdown/randomDocument.ts";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";
import { createRandom } from "../harness/createRandom.ts";

let served: BrowsedPage;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
	served = await browseServedPage(join(import.meta.dirname, "markdown"));
	page = await served.browser.newPage();
	page.on("pageerror", (error) => errors.push(String(error)));
	await page.goto(served.address);
	await page.waitForFunction("typeof write === 'function'");
});

afterAll(() => served?.close());

const ANSWER = `# Uploads **retry** now

The \`upload\` function gives up at the *first* error, see [the guide](https://example.com/guide), and then **never** looks
at what it returns[^1]. Press <kbd>Ctrl</kbd>+<kbd>C</kbd> to stop, or H<sub>2</sub>O.

- one **bold** and more
- [x] a task with \`code\` in it
  - nested text
  - more **text** here

1. first
2. second https://example.com/docs and text

> quoted *text* that goes on

| a | **b** |
|---|---|
| one<br>two | text with \`code\` and more |

\`\`\`
plain code
\`\`\`

\`\`\`ts
const tries = 5;
const wait = "long"; // a comment
function upload() {}
\`\`\`

<details open>
<summary>More **about** it</summary>

Inside it has *some* text.

</details>

[^1]: A note with **bold** text.

The **end** of it.
`;

const words = (id: string) => page.evaluate<string[]>(`read(${JSON.stringify(id)}).match(/[^\\s]+/g)`);

test("on a translated page no word of a streamed answer is missing, and none is there twice", async () => {
	const pieces = randomPieces(ANSWER, createRandom(8));
	let text = "";
	for (const [index, piece] of pieces.entries()) {
		text += piece;
		await page.evaluate(`write(${JSON.stringify(text)}, true)`);
		// Some changes come before the translator has seen those before them.
		if (index % 3 === 0) await page.evaluate("new Promise((done) => setTimeout(done, 100))");
	}
	await page.evaluate(`write(${JSON.stringify(text)}, false)`);
	await page.waitForFunction("document.querySelectorAll('#translated font font').length > 30");
	expect(await words("translated")).toEqual(await words("untouched"));
	expect(errors).toEqual([]);
});

test("what is copied of an answer is its text, without the bar of its code", async () => {
	const selected = await page.evaluate<string>(`(() => {
		getSelection().selectAllChildren(document.getElementById("untouched"));
		return getSelection().toString();
	})()`);
	expect(selected).toContain("plain code");
	expect(selected).not.toContain("Copy");
});
