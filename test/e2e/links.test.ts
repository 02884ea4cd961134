import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { waitForFrames } from "../../stories/fixtures/waitForFrames.ts";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";

// A page that is opened with a link to an item. Of its thousand items the last fifty are loaded at first.

let served: BrowsedPage;
let page: Page;

beforeAll(async () => {
	served = await browseServedPage(join(import.meta.dirname, "reading"));
});

beforeEach(async () => {
	page = await served.browser.newPage({ viewport: { width: 1000, height: 500 } });
});

afterEach(() => page.close());

afterAll(() => served?.close());

interface MarkedRow {
	readonly text: string;
	readonly top: number;
	readonly bottom: number;
	readonly viewHeight: number;
}

/** The row that a link leads to, and where in the list it is. Runs in the page. */
function readMarkedRow(): MarkedRow | null {
	const log = document.querySelector("[role=log]");
	const row = log?.querySelector("[aria-current]");
	if (!log || !row) return null;
	const [view, box] = [log.getBoundingClientRect(), row.getBoundingClientRect()];
	return {
		text: row.textContent ?? "",
		top: box.top - view.top,
		bottom: box.bottom - view.top,
		viewHeight: view.height,
	};
}

const frames = (count: number) => page.evaluate(waitForFrames, count);

/** Waits for the row with this text to be marked, and expects it in sight from its beginning, now and later. */
async function expectInSight(text: string): Promise<void> {
	const isInSight = async () => {
		const row = await page.evaluate(readMarkedRow);
		return row?.text.includes(text) && row.top >= 0 && row.top < row.viewHeight - 20;
	};
	await expect.poll(isInSight).toBe(true);
	await frames(40);
	const settled = await page.evaluate(readMarkedRow);
	expect(await isInSight()).toBe(true);
	await frames(20);
	expect(Math.abs(((await page.evaluate(readMarkedRow))?.top ?? 0) - (settled?.top ?? 0))).toBeLessThan(2);
}

const open = (itemId: string, search = "") => page.goto(`${served.address}${search}#item-${itemId}@memory`);

test.each([
	["the first one that is loaded", "item-952", "Question 952"],
	["one out of sight", "item-972", "Question 972"],
	["a tool call", "item-985", "Read file 985"],
	["one that is taller than the window", "item-959", "Answer 959"],
	["the last prompt", "item-996", "Question 996"],
	["the last one", "item-999", "Answer 999"],
	["one that has to be loaded", "item-860", "Question 860"],
])("leads to an item: %s", async (_which, itemId, text) => {
	for (const height of [500, 650, 800]) {
		await page.setViewportSize({ width: 1000, height });
		await page.goto("about:blank");
		await open(itemId);
		await expectInSight(text);
	}
});

test.each([
	["item-972", "Question 972"],
	["item-999", "Answer 999"],
])("stays at %s while the last item grows", async (itemId, text) => {
	await open(itemId, "?streaming");
	await expectInSight(text);
	await page.evaluate("stream(200)");
	await expectInSight(text);
});

test("follows a link on the open page, also from one recent item to another", async () => {
	await page.goto(served.address);
	await page.getByText(/^Answer 999/).waitFor();
	for (const index of [972, 996, 952, 860]) {
		await page.evaluate((id) => location.assign(`#item-${id}@memory`), `item-${index}`);
		await expectInSight(`Question ${index}`);
	}
});

test("a link takes precedence over the place where somebody read before", async () => {
	await page.goto(served.address);
	await page.getByText(/^Answer 999/).waitFor();
	await page.getByRole("log").hover();
	await page.mouse.wheel(0, -900);
	await page.getByRole("button", { name: "Jump to latest" }).waitFor();
	await page.evaluate(() => history.replaceState(null, "", "#item-item-996@memory"));
	await page.reload();
	await expectInSight("Question 996");
});

test("the reader leaves the linked item by scrolling, and new items are followed again at the end", async () => {
	await open("item-972");
	await expectInSight("Question 972");
	await page.getByRole("button", { name: "Jump to latest" }).click();
	await page.evaluate("stream(120)");
	const distanceToEnd = () =>
		page.getByRole("log").evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop);
	await expect.poll(distanceToEnd).toBeLessThan(2);
});
