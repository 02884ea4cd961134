import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";

// A code block of 600 lines, of which the browser lays out and colours those in sight.

let served: BrowsedPage;
let page: Page;

beforeAll(async () => {
	served = await browseServedPage(join(import.meta.dirname, "longCode"));
});

beforeEach(async () => {
	page = await served.browser.newPage({ viewport: { width: 1280, height: 800 } });
	await page.goto(served.address);
	await page.locator(".wsc-token").first().waitFor();
});

afterEach(() => page.close());

afterAll(() => served?.close());

/** How many of the tokens in a group of 50 lines have a colour. */
const colored = (group: number) => page.locator(".wsc-code-lines").nth(group).locator(".wsc-token").count();
const heights = () => page.locator(".wsc-code-lines").evaluateAll((all) => all.map(({ clientHeight }) => clientHeight));
const scrollTo = (top: number) => page.locator("main").evaluate((main, to) => main.scrollTo({ top: to }), top);

test("only lines in sight have colours, and nothing moves when others get theirs", async () => {
	expect(await colored(0)).toBeGreaterThan(50);
	expect(await colored(11)).toBe(0);
	const before = await heights();
	expect(new Set(before.slice(0, 11)).size).toBe(1);
	await scrollTo(100_000);
	await expect.poll(() => colored(11)).toBeGreaterThan(50);
	expect(await heights()).toEqual(before);
	expect(await colored(0)).toBeGreaterThan(50);
});

test("a selection over groups copies the code as it is", async () => {
	const { selected, code } = await page.evaluate(() => {
		const element = document.querySelector("code");
		if (element) document.getSelection()?.selectAllChildren(element);
		return { selected: document.getSelection()?.toString(), code: (window as never as { code: string }).code };
	});
	expect(selected).toBe(code);
});

test("a selection stays while what it begins and ends in comes into sight", async () => {
	const selected = () => page.evaluate(() => document.getSelection()?.toString());
	await page.evaluate(() => {
		const groups = document.querySelectorAll(".wsc-code-lines span:only-child");
		const [first, last] = [groups[groups.length - 3]?.firstChild, groups[groups.length - 1]?.firstChild];
		if (first && last) document.getSelection()?.setBaseAndExtent(first, 6, last, 13);
	});
	const before = await selected();
	expect(before?.split("\n").length).toBeGreaterThan(100);
	for (const group of [11, 10])
		await page
			.locator(".wsc-code-lines")
			.nth(group)
			.evaluate((lines) => lines.scrollIntoView({ block: "center" }));
	// The group between them has no edge of the selection in it.
	await expect.poll(() => colored(10)).toBeGreaterThan(50);
	expect(await selected()).toBe(before);
	expect(await colored(11)).toBe(0);
	await page.evaluate(() => document.getSelection()?.removeAllRanges());
	await scrollTo(100_000);
	await expect.poll(() => colored(11)).toBeGreaterThan(50);
});

test("the browser finds lines out of sight, and screen readers have them", async () => {
	const find = () => (window as never as { find(text: string): boolean }).find("const line580");
	expect(await page.evaluate(find)).toBe(true);
	expect(await page.evaluate(() => document.getSelection()?.toString())).toBe("const line580");
	await page.reload();
	await page.locator(".wsc-token").first().waitFor();
	expect(await page.locator("main").ariaSnapshot()).toContain("const line599");
});

test("a line that is wider than the block can be scrolled to its end", async () => {
	await page.getByText("const line380", { exact: false }).last().scrollIntoViewIfNeeded();
	await scrollTo(400 * 20);
	const ranges = () => page.locator("pre").evaluate((pre) => pre.scrollWidth - pre.clientWidth);
	await expect.poll(ranges).toBeGreaterThan(500);
});

test("all lines are printed", async () => {
	await page.emulateMedia({ media: "print" });
	const skipped = await page
		.locator(".wsc-code-lines")
		.evaluateAll((all) => all.filter((lines) => getComputedStyle(lines).contentVisibility !== "visible").length);
	expect(skipped).toBe(0);
});

test("code that an agent writes grows line by line, and keeps the colours it has", async () => {
	const show = (lines: number) =>
		page.evaluate((count) => (window as never as { show(n: number): void }).show(count), lines);
	const height = () => page.locator("code").evaluate((code) => code.getBoundingClientRect().height);
	await show(40);
	await expect.poll(() => colored(0)).toBeGreaterThan(40);
	const line = await page.locator("code").evaluate((code) => Number.parseFloat(getComputedStyle(code).lineHeight));
	await page
		.locator(".wsc-token")
		.first()
		.evaluate((token) => token.setAttribute("data-seen", ""));
	for (const lines of [49, 50, 51, 99, 100, 101, 149]) {
		await show(lines);
		await expect.poll(async () => Math.round((await height()) / line)).toBe(lines);
	}
	expect(await page.locator(".wsc-token[data-seen]").count()).toBe(1);
});
