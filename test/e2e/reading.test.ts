import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";
import { readTopRow, type TopRow } from "./reading/readTopRow.ts";

// A timeline with a thousand items, in a real browser.

let served: BrowsedPage;
let page: Page;

beforeAll(async () => {
	served = await browseServedPage(join(import.meta.dirname, "reading"), chromiumLaunchOptions(), { keepNames: true });
});

beforeEach(async () => {
	page = await served.browser.newPage({ viewport: { width: 1280, height: 800 } });
});

afterEach(() => page.close());

afterAll(() => served?.close());

/** Scrolls up with the wheel, page by page, until the prompt is visible. */
async function readUpTo(question: string): Promise<void> {
	const row = page.getByRole("log").getByText(question, { exact: true });
	await page.getByRole("log").hover();
	while (!(await row.isVisible())) await page.mouse.wheel(0, -400);
	// So that the position is not at the edge of a row.
	await page.mouse.wheel(0, 37);
}

/** A row counts as settled after this many frames without movement: scrolling follows the wheel by some frames. */
const STILL_FRAMES = 15;

async function whereTheyRead(): Promise<TopRow> {
	let last = await page.evaluate(readTopRow);
	for (let still = 0; still < STILL_FRAMES; ) {
		await page.evaluate(() => new Promise(requestAnimationFrame));
		const now = await page.evaluate(readTopRow);
		still = now.text === last.text && now.top === last.top ? still + 1 : 0;
		last = now;
	}
	return last;
}

test.each([
	["", ""],
	[", while an agent streams", "?streaming"],
])("keeps the reading position when the page reloads%s", async (_when, search) => {
	await page.goto(`${served.address}${search}`);
	await page.getByText(/^Answer 999/).waitFor();
	await readUpTo("Question 860");
	const before = await whereTheyRead();
	// Far from the end, which the page would go to without a position.
	expect(before.text).toMatch(/8\d\d/);
	await page.reload();
	await expect.poll(async () => (await page.evaluate(readTopRow)).text).toBe(before.text);
	await expect.poll(async () => Math.abs((await page.evaluate(readTopRow)).top - before.top)).toBeLessThan(2);
	const after = await whereTheyRead();
	expect(after.text).toBe(before.text);
	expect(Math.abs(after.top - before.top)).toBeLessThan(2);
});

test("renders only the streaming message among a thousand others", async () => {
	await page.goto(`${served.address}?loaded=1000`);
	await page.getByText(/^Answer 999/).waitFor();
	await page.getByRole("button", { name: "Attach files" }).waitFor();
	await page.evaluate("stream(5)");
	expect(await page.evaluate("rendered.splice(0)")).toEqual(
		expect.arrayContaining(["item-998", "item-997", "Composer", "SessionBar"]),
	);
	// Rows that the first words have moved into view are rendered a frame later.
	await expect.poll(() => page.evaluate("rendered.splice(0)")).toEqual([]);
	await page.evaluate("stream(60)");
	await page.getByText(/word59/).waitFor();
	expect(new Set(await page.evaluate<string[]>("rendered"))).toEqual(new Set(["item-999"]));
});

/** How many lines the last message has. */
function countLines(): Promise<number> {
	const text = page.getByRole("article").last().locator("p").last();
	return text.evaluate((element) => element.clientHeight / parseFloat(getComputedStyle(element).lineHeight));
}

test("a word that streams renders one component, and the list only when a row leaves the view", async () => {
	await page.goto(`${served.address}?components`);
	await page.getByText(/^Answer 999/).waitFor();
	await page.getByRole("button", { name: "Attach files" }).waitFor();
	await page.evaluate("stream(5)");
	const linesBefore = await countLines();
	await page.evaluate("componentNames.length = 0");
	await page.evaluate("stream(120)");
	await page.getByText(/word119/).waitFor();
	const rendered = await page.evaluate<readonly string[]>("componentNames");
	const countOf = (component: string) => rendered.filter((name) => name === component).length;
	// The prompt appears in the line above the list when its row has left the view.
	const parts = ["ItemMarkdown", "Timeline", "TimelineRows", "CurrentPrompt", "Avatar"];
	expect(rendered.filter((name) => !parts.includes(name))).toEqual([]);
	expect(countOf("ItemMarkdown")).toBeLessThanOrEqual(120);
	// A row is taller than a line, and to follow the end is not to scroll.
	expect(countOf("Timeline")).toBeLessThan((await countLines()) - linesBefore);
});
