import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { type ServedPage, servePage } from "../harness/servePage.ts";
import { type Watched, watchPage } from "./watchPage.ts";

// One page full of what an agent under hostile influence could say. Each test goes on where the one before left off.

/** So high that all rows are in sight, and none is left out of the page. */
const WINDOW = { width: 1280, height: 30_000 };
const LINKS = "[role=log] a[href]";

let served: ServedPage;
let browser: Browser;
let page: Page;
let watched: Watched;

beforeAll(async () => {
	const options = chromiumLaunchOptions();
	[served, browser] = await Promise.all([
		servePage(join(import.meta.dirname, "hostile")),
		// Also what a click would open has to be seen, not stopped.
		chromium.launch({ ...options, args: [...(options.args ?? []), "--disable-popup-blocking"] }),
	]);
	page = await browser.newPage({ viewport: WINDOW });
	watched = watchPage(page, served.address);
	await page.goto(served.address);
	await page.getByText("out to run").first().waitFor();
});

afterAll(async () => {
	await browser?.close();
	await served?.close();
});

/** Opens what is folded, until all that the page can show is shown. */
async function openAll(): Promise<void> {
	const folded = page.locator('[role=log] [aria-expanded="false"], .wsc-approval [aria-expanded="false"]');
	await page.locator("details:not([open]) > summary").evaluateAll(pressAll);
	while ((await folded.count()) > 0) await folded.evaluateAll(pressAll);
}

function pressAll(elements: readonly Element[]): void {
	for (const element of elements) if (element instanceof HTMLElement) element.click();
}

/** What was begun by now has been seen by then: the page's last request stands behind all others. */
async function settle(): Promise<void> {
	await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
	await page.evaluate("fetch(location.href).then((answer) => answer.text())");
}

async function expectNothingDone(): Promise<void> {
	await settle();
	expect(await page.evaluate("window.hostileRan")).toBeUndefined();
	expect(watched.done).toEqual([]);
}

test("all of it is shown", async () => {
	await openAll();
	expect(await page.locator("[role=log] [data-index]").count()).toBeGreaterThan(65);
	for (const kind of ["prompt", "message", "thought", "plan", "tool_call", "approval", "notice", "unknown"])
		expect(await page.locator(`[data-kind=${kind}]`).count(), kind).toBeGreaterThan(0);
});

test("none of it runs, loads, opens or leads away by being shown", expectNothingDone);

test("it stands in the page as text, and what turns its direction can be seen", async () => {
	expect(
		await page.locator("#root :is(script, iframe, object, embed, style, base, link, meta, form[action])").count(),
	).toBe(0);
	const handlers = await page.evaluate(
		"[...document.querySelectorAll('#root *')].flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith('on'))",
	);
	expect(handlers).toEqual([]);
	const shown = await page.evaluate(
		"document.documentElement.outerHTML.match(/.{0,80}[\\u202a-\\u202e\\u2066-\\u2069]/g)",
	);
	expect(shown).toBeNull();
});

test("its links lead to the web only, say so, and know nothing of the page they open from", async () => {
	const links = await page.locator(LINKS).evaluateAll((all) => all.map((link) => link.outerHTML));
	expect(links.length).toBeGreaterThan(0);
	for (const link of links) expect(link).toMatch(/ href="(?:https?:|mailto:)/);
	for (const link of links) expect(link).toMatch(/ rel="noopener noreferrer nofollow"/);
});

test("the names of its commands do nothing while one is chosen", async () => {
	await page.locator("textarea").last().fill("/");
	await page.getByRole("listbox").getByText("out to run [U+202E]").first().waitFor();
	await expectNothingDone();
});

test("a click on any of its words does nothing but what the page itself offers", async () => {
	await page.locator(`#root *:not(a[href^="https:"], a[href^="https:"] *, a[href^="mailto:"])`).evaluateAll(pressAll);
	await expectNothingDone();
});
