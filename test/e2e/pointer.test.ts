import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";

// Where the focus is after a click that removes the clicked element.

let served: BrowsedPage;

beforeAll(async () => {
	served = await browseServedPage(join(import.meta.dirname, "keyboard"));
});

afterAll(() => served?.close());

async function openWorkspace(options: BrowserContextOptions = {}): Promise<Page> {
	const page = await served.browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
	await page.goto(served.address);
	await page.getByText("What should we work on?").waitFor();
	return page;
}

const field = (page: Page) => page.getByRole("textbox", { name: "Prompt" });
const isFocused = (page: Page) => field(page).evaluate((input) => input === document.activeElement);

async function send(page: Page, text: string): Promise<void> {
	await field(page).fill(text);
	await field(page).press("Enter");
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });

describe("the composer has the focus again, for a mouse,", () => {
	test("after answering a permission request", async () => {
		const page = await openWorkspace();
		await send(page, "ask");
		for (const call of ["git push", "git clean"]) {
			await page
				.getByRole("region", { name: /wants to/ })
				.getByText(call)
				.waitFor();
			await button(page, /^Allow/)
				.first()
				.click();
		}
		await page.getByText("You chose allow and allow.").waitFor();
		await expect.poll(() => isFocused(page)).toBe(true);
		await page.close();
	});

	test("after withdrawing a queued prompt", async () => {
		const page = await openWorkspace();
		for (const text of ["work", "first", "second"]) await send(page, text);
		await button(page, "Remove “second” from queue").click();
		await button(page, "Remove “second” from queue").waitFor({ state: "detached" });
		await expect.poll(() => isFocused(page)).toBe(true);
		await page.close();
	});

	test("after removing a file", async () => {
		const page = await openWorkspace();
		const chosen = page.waitForEvent("filechooser");
		await button(page, "Attach files").click();
		await (await chosen).setFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("a note") });
		await button(page, "Remove notes.txt").click();
		await expect.poll(() => isFocused(page)).toBe(true);
		await page.close();
	});
});

test("a tap does not open the on-screen keyboard of a phone", async () => {
	const page = await openWorkspace({ hasTouch: true, isMobile: true });
	for (const text of ["work", "first"]) await send(page, text);
	await button(page, "Remove “first” from queue").tap();
	await button(page, "Remove “first” from queue").waitFor({ state: "detached" });
	expect(await isFocused(page)).toBe(false);
	await page.close();
});
