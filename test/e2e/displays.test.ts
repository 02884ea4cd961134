import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";

// Stories as they are for a finger, with colors that the system forces, and on a phone.

let served: BrowsedPage;

beforeAll(async () => {
	served = await browseServedPage(join(import.meta.dirname, "stories"));
});

afterAll(() => served?.close());

async function openStory(story: string, options: BrowserContextOptions): Promise<Page> {
	const page = await served.browser.newPage(options);
	await page.goto(`${served.address}?${story}`);
	await page.locator(".wsc-part").first().waitFor();
	await page.waitForLoadState("networkidle");
	return page;
}

const TOUCH: BrowserContextOptions = { viewport: { width: 375, height: 740 }, hasTouch: true };

const TARGETS = "a[href], button, summary, select, textarea, input, [role=tab], [role=treeitem], [role=option]";
/** Links within a text have the height of its lines. */
const IN_TEXT = ".wsc-markdown-link, .wsc-markdown-refused-image, .wsc-markdown-footnote-button";

/** What can be pressed and is less than 44 px high, with its height. A label is pressed for its field. */
function smallTargets(page: Page): Promise<readonly string[]> {
	return page.evaluate(
		([targets, inText]) =>
			[...document.querySelectorAll(targets)]
				.filter((target) => target.closest(".wsc-part") && !target.matches(inText))
				.filter((target) => target.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
				.map((target) => ({
					target,
					height: Math.round((target.closest("label") ?? target).getBoundingClientRect().height),
				}))
				.filter(({ height }) => height < 44)
				.map(({ target, height }) => `${target.className} “${target.textContent}”: ${height}`),
		[TARGETS, IN_TEXT] as const,
	);
}

describe("with a finger, everything that is pressed is at least 44 px high", () => {
	const STORIES = ["chat=Empty", "chat=Working", "chat=Asking", "chat=AskingToEdit", "chat=Done", "chat=Failed"];
	const NARROW = ["chat=Narrow", "chat=Narrowest", "chat=SessionFailed", "attachments=Sent", "queue=Moved"];
	const PARTS = ["approvals=TwoOwners", "approvals=MoreThanFits", "docks=FivePermissions", "docks=QueueEdited"];
	const ENTRIES = ["entries=Prompts", "entries=Permissions", "entries=TurnEnds", "entries=Notices", "panel=PartsAlone"];

	test.each([...STORIES, ...NARROW, ...PARTS, ...ENTRIES])("in the story %s", async (story) => {
		const page = await openStory(story, TOUCH);
		expect(await page.evaluate(() => matchMedia("(pointer: coarse)").matches)).toBe(true);
		expect(await smallTargets(page)).toEqual([]);
		await page.getByRole("button", { expanded: false }).evaluateAll((folds) => {
			for (const fold of folds) if (fold instanceof HTMLElement) fold.click();
		});
		await page.waitForLoadState("networkidle");
		expect(await smallTargets(page)).toEqual([]);
		await page.close();
	});

	test("in the search, the people and the side panel", async () => {
		const page = await openStory("chat=Narrow", TOUCH);
		await page.getByRole("button", { name: "Search conversation" }).tap();
		await page.getByRole("searchbox").fill("upload");
		await page.getByRole("button", { name: "6 people here" }).tap();
		expect(await smallTargets(page)).toEqual([]);
		await page.getByRole("button", { name: "Show files and processes" }).tap();
		await page.getByRole("tab").first().waitFor();
		expect(await smallTargets(page)).toEqual([]);
		await page.close();
	});

	test("and 12 px away from another answer", async () => {
		const page = await openStory("chat=Asking", TOUCH);
		const boxes = await page
			.getByRole("button", { name: /^(Allow|Always allow|Reject)/ })
			.evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().toJSON() as DOMRect));
		expect(boxes.length).toBe(3);
		for (const [index, one] of boxes.entries())
			for (const other of boxes.slice(index + 1)) {
				const beside = Math.max(other.left - one.right, one.left - other.right);
				const below = Math.max(other.top - one.bottom, one.top - other.bottom);
				expect(Math.max(beside, below)).toBeGreaterThanOrEqual(12);
			}
		await page.close();
	});
});

describe("on a phone", () => {
	test.each([375, 320])("of %s px, the search field has most of its line", async (width) => {
		const page = await openStory("chat=Working", { ...TOUCH, viewport: { width, height: 640 } });
		await page.getByRole("button", { name: "Search conversation" }).tap();
		const field = page.getByRole("searchbox");
		await field.fill("upload");
		await page
			.getByRole("status")
			.filter({ hasText: /\d of \d/ })
			.waitFor();
		await page.getByText(/^\d+\/\d+\+?$/).waitFor({ state: "visible" });
		const [box, { scrollWidth }] = await Promise.all([
			field.boundingBox(),
			page.evaluate(() => ({ scrollWidth: document.documentElement.scrollWidth })),
		]);
		expect(box?.width).toBeGreaterThan(width === 375 ? 130 : 80);
		expect(scrollWidth).toBe(width);
		await page.close();
	});
});

describe("with colors that the system forces", () => {
	const FORCED: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, forcedColors: "active" };

	/** The computed values of the first element that matches. */
	const styleOf = (page: Page, selector: string, names: readonly string[]) =>
		page
			.locator(selector)
			.first()
			.evaluate((element, wanted) => wanted.map((name) => getComputedStyle(element).getPropertyValue(name)), names);

	test("the status, the people, the lists and the focus of the composer are visible", async () => {
		const page = await openStory("chat=Working", FORCED);
		const canvas = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
		const [dot] = await styleOf(page, ".wsc-dot[data-status=ready]", ["background-color"]);
		expect(dot).not.toBe("rgba(0, 0, 0, 0)");
		expect(dot).not.toBe(canvas);
		expect(await styleOf(page, ".wsc-avatar", ["outline-style", "outline-width"])).toEqual(["solid", "1px"]);
		expect(await styleOf(page, ".wsc-select", ["appearance"])).toEqual(["auto"]);
		await page.getByRole("textbox", { name: "Prompt" }).focus();
		expect(await styleOf(page, ".wsc-composer", ["outline-style", "outline-width"])).toEqual(["solid", "2px"]);
		await page.close();
	});

	test("the selected tab differs from the others", async () => {
		const page = await openStory("chat=Narrow", { ...FORCED, viewport: { width: 375, height: 740 } });
		await page.getByRole("button", { name: "Show files and processes" }).click();
		await page.getByRole("tab").first().waitFor();
		const [selected] = await styleOf(page, "[role=tab][aria-selected=true]", ["border-bottom-color"]);
		const [other] = await styleOf(page, "[role=tab][aria-selected=false]", ["border-bottom-color"]);
		expect(selected).not.toBe(other);
		await page.close();
	});
});
