import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";
import { Keyboard } from "./keyboard/Keyboard.ts";

// What a user sees and where the keys go while a part of the screen is being fetched.

let served: BrowsedPage;
/** A workspace with a thousand items. */
let reading: BrowsedPage;

beforeAll(async () => {
	served = await browseServedPage(join(import.meta.dirname, "keyboard"));
	reading = await browseServedPage(join(import.meta.dirname, "reading"));
});

afterAll(async () => {
	await served?.close();
	await reading?.close();
});

interface SlowPage {
	readonly page: Page;
	readonly keyboard: Keyboard;
	/** Lets the chunk through. */
	readonly release: () => void;
}

/** Opens the workspace. Requests for the chunk wait until it is released. */
async function openWorkspaceWithout(chunk: string): Promise<SlowPage> {
	const page = await served.browser.newPage({ viewport: { width: 1280, height: 800 } });
	const released = Promise.withResolvers<void>();
	await page.route(`**/${chunk}-*.js`, async (route) => {
		await released.promise;
		await route.continue();
	});
	await page.goto(served.address);
	await page.getByText("What should we work on?").waitFor();
	const keyboard = new Keyboard(page);
	await keyboard.reach("textbox", "Prompt");
	return { page, keyboard, release: released.resolve };
}

async function send(keyboard: Keyboard, text: string): Promise<void> {
	await keyboard.type(text);
	await keyboard.press("Enter");
}

const draft = (page: Page) => page.getByRole("textbox", { name: "Prompt" });
const searchField = (page: Page) => page.getByRole("searchbox", { name: "Search conversation" });

test("what is typed after Ctrl+F goes into the search field, and is searched once the search is fetched", async () => {
	const { page, keyboard, release } = await openWorkspaceWithout("SearchResults");
	await send(keyboard, "explain one");
	await keyboard.see("button", /^Done/);
	await page.keyboard.press("Control+f");
	await page.keyboard.type("explain");
	expect(await searchField(page).inputValue()).toBe("explain");
	expect(await draft(page).inputValue()).toBe("");
	release();
	await keyboard.seeText(/^1 of 1/);
	await keyboard.expectOn("searchbox", "Search conversation");
	await keyboard.type(" one");
	await keyboard.seeText(/^1 of 1/);
	expect(await searchField(page).inputValue()).toBe("explain one");
	await keyboard.press("Escape");
	await keyboard.expectOn("textbox", "Prompt");
	await page.close();
});

test("a search that cannot be fetched says so, and is left for the composer", async () => {
	const page = await served.browser.newPage();
	await page.route("**/SearchResults-*.js", (route) => route.abort());
	await page.goto(served.address);
	await page.getByText("What should we work on?").waitFor();
	const keyboard = new Keyboard(page);
	await keyboard.reach("textbox", "Prompt");
	await keyboard.press("Control+f");
	await keyboard.expectOn("searchbox", "Search conversation");
	await keyboard.seeText("Search couldn’t be loaded");
	await keyboard.press("Escape");
	await keyboard.expectOn("textbox", "Prompt");
	await page.close();
});

test.each([
	{ chunk: "DiffView", prompt: "change", fold: /^Edit/, shown: "Side by side" },
	{ chunk: "TerminalOutput", prompt: "run", fold: /^Run/, shown: "Show all 400 lines" },
])("the focus stays where it is when $chunk replaces its plain form", async ({ chunk, prompt, fold, shown }) => {
	const { page, keyboard, release } = await openWorkspaceWithout(chunk);
	await send(keyboard, prompt);
	await keyboard.reach("button", fold, "Shift+Tab");
	await keyboard.press("Enter");
	await page.locator(".wsc-pre").first().waitFor();
	await keyboard.press("Tab", "Shift+Tab");
	await keyboard.expectOn("button", fold);
	await keyboard.press("Tab");
	const focused = await page.evaluateHandle(() => document.activeElement);
	release();
	await page.getByRole("button", { name: shown }).first().waitFor();
	expect(await focused.evaluate((element) => element === document.activeElement)).toBe(true);
	await page.close();
});

/** The row at the end of the view, and how far the list is from its end. Runs in the page. */
function readEnd() {
	const log = document.querySelector("[role=log]");
	const rows = [...(log?.querySelectorAll("[data-index]") ?? [])];
	const last = rows.at(-1)?.getBoundingClientRect();
	return {
		text: rows.at(-1)?.textContent ?? "",
		bottom: Math.round((last?.bottom ?? 0) - (log?.getBoundingClientRect().bottom ?? 0)),
		distance: log ? Math.round(log.scrollHeight - log.clientHeight - log.scrollTop) : Number.NaN,
	};
}

test("an old conversation can be read before Markdown is fetched, and stays at its end when it is", async () => {
	const page = await reading.browser.newPage({ viewport: { width: 1280, height: 800 } });
	const released = Promise.withResolvers<void>();
	await page.route("**/*Markdown-*.js", async (route) => {
		await released.promise;
		await route.continue();
	});
	await page.goto(reading.address);
	await page.getByText(/^Answer 999/).waitFor();
	expect(await page.locator(".wsc-markdown").count()).toBe(0);
	const before = await page.evaluate(readEnd);
	expect(before).toMatchObject({ text: expect.stringMatching(/Answer 999/), distance: 0 });

	await page.evaluate(() => {
		const moved: number[] = [];
		const watch = () => {
			const log = document.querySelector("[role=log]");
			if (log) moved.push(log.scrollHeight - log.clientHeight - log.scrollTop);
			requestAnimationFrame(watch);
		};
		requestAnimationFrame(watch);
		Object.assign(window, { moved });
	});
	released.resolve();
	await page.locator(".wsc-markdown").last().waitFor();
	await expect.poll(() => page.evaluate(readEnd)).toEqual(before);
	const distances = await page.evaluate(() => (window as never as { readonly moved: readonly number[] }).moved);
	// In no frame was the reader away from the end.
	expect(Math.max(...distances.map(Math.abs))).toBeLessThanOrEqual(1);
	await page.close();
});
