import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";
import { type Watched, watchPage } from "./watchPage.ts";

// One page full of what a compromised agent could send, and one where the agent and a person send and keep it
// while others watch. Each test continues where the previous one ended.

/** High enough that all rows are visible and rendered. */
const WINDOW = { width: 1280, height: 60_000 };
const LINKS = "[role=log] a[href]";

let served: BrowsedPage;
let page: Page;
let watched: Watched;
let live: Page;
let liveWatched: Watched;

beforeAll(async () => {
	const options = chromiumLaunchOptions();
	served = await browseServedPage(join(import.meta.dirname, "hostile"), {
		...options,
		// What a click would open must be recorded, not blocked.
		args: [...(options.args ?? []), "--disable-popup-blocking"],
	});
	page = await served.browser.newPage({ viewport: WINDOW });
	watched = watchPage(page, served.address);
	await page.goto(served.address);
	await page.getByText("out to run").first().waitFor();

	live = await served.browser.newPage({ viewport: { width: 1280, height: 3_000 } });
	const address = new URL("live.html", served.address).href;
	liveWatched = watchPage(live, address);
	await live.goto(address);
});

afterAll(() => served?.close());

/** Opens folds until everything is visible. */
async function openAll(): Promise<void> {
	const folded = page.locator('[role=log] [aria-expanded="false"], .wsc-approval [aria-expanded="false"]');
	await page.locator("details:not([open]) > summary").evaluateAll(pressAll);
	while ((await folded.count()) > 0) await folded.evaluateAll(pressAll);
}

function pressAll(elements: readonly Element[]): void {
	for (const element of elements) if (element instanceof HTMLElement) element.click();
}

/** Waits for a last request of the page, so that all earlier ones have been recorded. */
async function settle(one: Page): Promise<void> {
	await one.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
	await one.evaluate("fetch(location.href).then((answer) => answer.text())");
}

const expectNothingDone = () => expectNothingDoneIn(page, watched);

async function expectNothingDoneIn(one: Page, seen: Watched): Promise<void> {
	await settle(one);
	expect(await one.evaluate("window.hostileRan")).toBeUndefined();
	expect(seen.done).toEqual([]);
}

/** Everything is text, and direction characters are visible. */
async function expectPlain(one: Page): Promise<void> {
	expect(
		await one.locator("#root :is(script, iframe, object, embed, style, base, link, meta, form[action])").count(),
	).toBe(0);
	const handlers = await one.evaluate(
		"[...document.querySelectorAll('#root *')].flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith('on'))",
	);
	expect(handlers).toEqual([]);
	// Attributes that nobody sees: the path of a row in the file tree, and what a mark in a diff is copied as.
	const turned = await one.evaluate(
		'document.documentElement.outerHTML.replaceAll(/ data-(?:path|stands)="[^"]*"/g, \'\').match(/.{0,80}[\\u202a-\\u202e\\u2066-\\u2069]/g)',
	);
	expect(turned).toBeNull();
}

test("shows all of the hostile content", async () => {
	await openAll();
	await expect.poll(() => page.locator("[role=log] [data-index]").count()).toBeGreaterThan(65);
	for (const kind of ["prompt", "message", "thought", "plan", "tool_call", "approval", "notice", "unknown"])
		await expect.poll(() => page.locator(`[data-kind=${kind}]`).count(), { message: kind }).toBeGreaterThan(0);
});

test("runs, loads, opens and navigates nothing by showing it", expectNothingDone);

test("shows it as text, with direction characters made visible", () => expectPlain(page));

test("links only go to the web, say so, and do not expose the page they open from", async () => {
	const links = await page.locator(LINKS).evaluateAll((all) => all.map((link) => link.outerHTML));
	expect(links.length).toBeGreaterThan(0);
	for (const link of links) expect(link).toMatch(/ href="(?:https?:|mailto:)/);
	for (const link of links) expect(link).toMatch(/ rel="noopener noreferrer nofollow"/);
});

test("command names do nothing while one is selected", async () => {
	await page.locator("textarea").last().fill("/");
	await page.getByRole("listbox").getByText("out to run [U+202E]").first().waitFor();
	await expectNothingDone();
});

test("a click on any of its text does nothing but what the page itself offers", async () => {
	const offered = `a[href^="https:"], a[href^="https:"] *, a[href^="mailto:"], button[aria-description]:text("Save")`;
	await page.locator(`#root *:not(${offered})`).evaluateAll(pressAll);
	await expectNothingDone();
});

test("an answer does nothing at any point of its stream", async () => {
	await live.getByRole("textbox").fill("Go on");
	await live.getByRole("textbox").press("Enter");
	await live.locator("[data-stop-reason]").waitFor({ timeout: 60_000 });
	await expectPlain(live);
	await expectNothingDoneIn(live, liveWatched);
});

test("names contain no control characters, and avatars of other origins are not loaded", async () => {
	expect(await live.locator(".wsc-avatar").count()).toBeGreaterThan(1);
	expect(await live.locator(".wsc-avatar img").count()).toBe(0);
	expect(await live.getByText("out to run fdp.exe").count()).toBeGreaterThan(0);
});

test("searching for it runs nothing", async () => {
	await live.keyboard.press("ControlOrMeta+f");
	await live.getByRole("searchbox").fill("<script>");
	await live.getByRole("searchbox").press("Enter");
	await live.locator("[aria-current]").first().waitFor();
	await expectPlain(live);
	await expectNothingDoneIn(live, liveWatched);
});

test("shows files and processes with hostile names and content, which do nothing", async () => {
	await live.getByRole("button", { name: "Show files and processes" }).click();
	const panel = live.getByRole("complementary", { name: "Files and processes" });
	await panel.getByRole("treeitem").first().click();
	await panel.getByRole("treeitem", { name: "page.html" }).click();
	await panel.getByRole("group").getByText("beacon.png").first().waitFor();
	await expectPlain(live);
	await panel.getByRole("tab", { name: "Processes" }).click();
	await panel.getByRole("button", { name: /out to run \[U\+202E\]/ }).waitFor();
	await panel.locator(".wsc-process-output").getByText("out to run").first().waitFor();
	await expectPlain(live);
	await expectNothingDoneIn(live, liveWatched);
});
