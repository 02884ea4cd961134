import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";
import { readPdf } from "../harness/readPdf.ts";

// 500 items, of which 50 are loaded, in an app that cuts off what is higher than the window.

let served: BrowsedPage;
let page: Page;

beforeAll(async () => {
	served = await browseServedPage(join(import.meta.dirname, "printing"));
});

beforeEach(async () => {
	page = await served.browser.newPage({ viewport: { width: 1280, height: 700 } });
	// The test prints, not the dialog, which headless browsers do not have.
	await page.addInitScript(() => {
		window.print = () => void document.documentElement.setAttribute("data-printing", "");
	});
	await page.goto(served.address);
	await page.getByText(/^Answer 499/).waitFor();
});

afterEach(() => page.close());

afterAll(() => served?.close());

/** Chooses “Print…”, and returns the text of each page. */
async function printTranscript(): Promise<readonly string[]> {
	await page.getByRole("button", { name: "Save, print, replay" }).click();
	await page.getByRole("menuitem", { name: "Print…" }).click();
	await page.locator("[data-printing]").waitFor({ state: "attached" });
	return readPdf(await page.pdf({ format: "A4" }));
}

test("the first item, the last one and all between them are on paper, and nothing else of the page", async () => {
	const pages = await printTranscript();
	const text = pages.join("");
	expect(pages.length).toBeGreaterThan(10);
	const missing = Array.from({ length: 125 }, (_, turn) => turn * 4).filter(
		(first) =>
			!text.includes(`Question${first}Nov`) ||
			!text.includes(`Readfile${first + 1}src/upload.ts`) ||
			!text.includes(`Answer${first + 3}.`),
	);
	expect(missing).toEqual([]);
	expect(text.indexOf("Question0Nov")).toBeLessThan(text.indexOf("Answer251."));
	expect(text.indexOf("Answer251.")).toBeLessThan(text.indexOf("Answer499."));
	expect(pages[0]).toContain("Retryuploads");
	for (const other of ["Settingsoftheapp", "Send", "Jumptolatest"]) expect(text).not.toContain(other);
	// What follows begins on the same page.
	for (const printed of pages) {
		expect(printed).not.toMatch(/Question\d+Nov23,09:00$/);
		expect(printed).not.toMatch(/ClaudeNov23,09:00$/);
		expect(printed).not.toMatch(/Readfile\d+src\/upload\.ts:11$/);
	}
});

test("afterwards the page is as it was, and its older items are still not loaded", async () => {
	await printTranscript();
	await expect.poll(() => page.locator(".wsc-printed-page").count()).toBe(0);
	expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
	await page.emulateMedia({ media: "print" });
	expect(await page.getByText("Settings of the app").isVisible()).toBe(true);
	await page.emulateMedia({ media: "screen" });
	await page.getByRole("log").focus();
	expect(await page.getByText("Question 0", { exact: true }).count()).toBe(0);
});
