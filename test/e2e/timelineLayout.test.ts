import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { waitForFrames } from "../../stories/fixtures/waitForFrames.ts";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";

// Where things are in a timeline with classic scroll bars, which take room. Playwright hides them by default.

let served: BrowsedPage;
let page: Page;

beforeAll(async () => {
	const options = { ...chromiumLaunchOptions(), ignoreDefaultArgs: ["--hide-scrollbars"] };
	served = await browseServedPage(join(import.meta.dirname, "reading"), options);
});

beforeEach(async () => {
	page = await served.browser.newPage({ viewport: { width: 1280, height: 700 } });
});

afterEach(() => page.close());

afterAll(() => served?.close());

async function open(search = ""): Promise<void> {
	await page.goto(`${served.address}${search}`);
	await page.getByText(/^Answer 999/).waitFor();
}

const frames = (count: number) => page.evaluate(waitForFrames, count);

/** The left and right edges of the first element that matches. */
async function edgesOf(selector: string): Promise<readonly number[]> {
	const box = await page.locator(selector).first().boundingBox();
	return [box?.x ?? Number.NaN, (box?.x ?? 0) + (box?.width ?? 0)].map(Math.round);
}

test.each([
	["left to right", "", 1],
	["right to left, set by the page", "?rtl=html", 0],
	["right to left, set by an ancestor", "?rtl=ancestor", 0],
])("timeline and composer are in one column, own prompts at its end, %s", async (_direction, search, end) => {
	for (const width of [1280, 760, 400]) {
		await page.setViewportSize({ width, height: 700 });
		await open(search);
		const composer = await edgesOf(".wsc-composer");
		expect(await edgesOf(".wsc-row .wsc-column"), `row at ${width} px`).toEqual(composer);
		expect((await edgesOf(".wsc-row .wsc-prompt"))[end], `prompt at ${width} px`).toBe(composer[end]);
		const aside = await page.getByRole("log").evaluate((log) => log.scrollLeft);
		expect(aside).toBe(0);
	}
});

/** The line above the rows, and the rows under it. Runs in the page. */
function readCurrentPrompt() {
	const log = document.querySelector("[role=log]");
	const line = document.querySelector(".wsc-current");
	const view = log?.getBoundingClientRect();
	if (!log || !view) return null;
	const box = line?.getBoundingClientRect();
	const rows = [...log.querySelectorAll("[data-index]")].map((row) => ({
		index: Number(row.getAttribute("data-index")),
		contentBottom: (row.querySelector(".wsc-column")?.getBoundingClientRect().bottom ?? 0) - view.top,
		isPrompt: row.getAttribute("data-kind") === "prompt",
		top: row.getBoundingClientRect().top - view.top,
		bottom: row.getBoundingClientRect().bottom - view.top,
	}));
	return {
		named: line?.textContent?.match(/Question \d+/)?.[0] ?? null,
		bottom: box ? box.bottom - view.top : 0,
		isWhole: box ? box.top > view.top - 0.5 : false,
		rows,
		top: rows.find((row) => row.bottom > 0.5),
		prompts: rows.filter((row) => row.isPrompt && row.bottom > 0.5),
	};
}

test("the line above the rows names the turn at the top, and the next prompt pushes it out", async () => {
	await open();
	await page.getByRole("log").hover();
	const pushed = new Set<number>();
	for (let step = 0; step < 120; step++) {
		await page.mouse.wheel(0, -7);
		await frames(6);
		const now = await page.evaluate(readCurrentPrompt);
		if (!now?.top) throw new Error("there is no row");
		if (now.named === null) {
			expect(now.top.isPrompt).toBe(true);
			continue;
		}
		// Of the loaded items, which begin at 950, each fourth is a prompt.
		expect(now.named).toBe(`Question ${950 + now.top.index - ((now.top.index + 2) % 4)}`);
		for (const prompt of now.prompts) expect(prompt.top).toBeGreaterThanOrEqual(now.bottom - 1);
		// While the whole line stands there, something of its turn is in sight below it.
		const next = Math.min(...now.prompts.map((prompt) => prompt.index));
		const shown = now.rows.filter((row) => row.index < next && row.contentBottom > now.bottom - 1);
		if (now.isWhole) expect(shown.length).toBeGreaterThan(0);
		if (now.bottom < 30) pushed.add(now.top.index);
	}
	expect(pushed.size).toBeGreaterThan(0);
});

test.each([1280, 1000, 400])(
	"the button for new messages counts these, and covers no text, at %i px",
	async (width) => {
		await page.setViewportSize({ width, height: 700 });
		await open();
		await page.getByRole("log").hover();
		await page.mouse.wheel(0, -900);
		const latest = page.getByRole("button", { name: "Jump to latest" });
		await latest.waitFor();
		// Their own prompt and two tool calls are not counted.
		await page.evaluate("addTurn()");
		const news = page.getByRole("button", { name: "1 new" });
		await news.waitFor();
		const button = await news.boundingBox();
		const covered = await page.evaluate((box) => {
			if (!box) return null;
			const columns = [...document.querySelectorAll(".wsc-row .wsc-column")].map((column) =>
				column.getBoundingClientRect(),
			);
			const view = document.querySelector("[role=log]")?.getBoundingClientRect();
			return columns.filter(
				({ left, right, top, bottom }) =>
					left < box.x + box.width &&
					right > box.x &&
					top < box.y + box.height &&
					Math.min(bottom, view?.bottom ?? 0) > box.y,
			).length;
		}, button);
		expect(covered).toBe(0);
		await news.click();
		await page.getByText(/^Answer 1003/).waitFor();
		await expect.poll(() => page.getByRole("button", { name: /new$|latest/ }).count()).toBe(0);
	},
);

test("prints all that is loaded over several pages, and the list is where it was afterwards", async () => {
	await open("?loaded=60");
	const before = await page.getByRole("log").evaluate((log) => log.scrollTop);
	await page.evaluate(() => {
		addEventListener("beforeprint", () => {
			const printed = [...document.querySelectorAll(".wsc-printed > .wsc-row")].map((row) => row.textContent ?? "");
			Object.assign(window, { printed });
		});
	});
	const pdf = await page.pdf({ format: "A4" });
	const printed = await page.evaluate<readonly string[]>("printed");
	expect(printed).toHaveLength(60);
	expect(printed[0]).toContain("Question 940");
	expect(printed.at(-1)).toContain("Answer 999");
	expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(3);
	await expect.poll(() => page.locator(".wsc-printed").count()).toBe(0);
	await frames(10);
	expect(await page.getByRole("log").evaluate((log) => log.scrollTop)).toBe(before);
});

test("a printed page shows the rows and nothing else of the chat", async () => {
	await open("?loaded=60");
	await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
	await page.emulateMedia({ media: "print" });
	for (const hidden of [".wsc-composer", ".wsc-bar", ".wsc-current"])
		expect(await page.locator(hidden).isVisible(), hidden).toBe(false);
	const clipped = await page.locator(".wsc-printed").evaluate((rows) => {
		for (let box = rows.parentElement; box && box !== document.body; box = box.parentElement)
			if (getComputedStyle(box).overflowY !== "visible") return box.className;
		return null;
	});
	expect(clipped).toBeNull();
	expect(await page.locator(".wsc-printed > .wsc-row").first().isVisible()).toBe(true);
});
