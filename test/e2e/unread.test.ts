import { type Browser, chromium } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { createDataFolder, DemoRun, removeDataFolder } from "./DemoRun.ts";
import { Visitor } from "./Visitor.ts";

// What is new for somebody who comes back to a workspace in which another person has gone on, on everything that
// `npm start` runs. Each test continues where the previous one ended.

let dataFolder: string;
let demo: DemoRun;
let browser: Browser;
let ada: Visitor;
let ben: Visitor;

const open = (name: string) => Visitor.open(browser, demo.addressFor("unread", name));
const LINE = /^New since \d\d:\d\d$/;
const line = (visitor: Visitor) => visitor.timeline.getByText(LINE);
const summary = (visitor: Visitor) => visitor.page.getByRole("status").filter({ hasText: "Since you left" });

/** How much a page that opens now calls new. */
async function countNew(name: string, shown: string): Promise<number> {
	const visitor = await open(name);
	await visitor.sees(shown);
	await visitor.page.evaluate(
		() => new Promise((resume) => requestAnimationFrame(() => requestAnimationFrame(resume))),
	);
	const count = (await line(visitor).count()) + (await summary(visitor).count());
	await visitor.leave();
	return count;
}

beforeAll(async () => {
	dataFolder = await createDataFolder();
	[demo, browser] = await Promise.all([DemoRun.start(dataFolder), chromium.launch(chromiumLaunchOptions())]);
	[ada, ben] = await Promise.all([open("Ada"), open("Ben")]);
});

afterAll(async () => {
	await browser?.close();
	await demo?.stop();
	await removeDataFolder(dataFolder);
});

test("who watches has nothing new", async () => {
	await ada.prompt("think");
	await Promise.all([ada, ben].map((visitor) => visitor.sees("both checks and changes the row.")));
	for (const visitor of [ada, ben]) expect(await line(visitor).count()).toBe(0);
});

test("who comes back finds where the new begins, and what has happened", async () => {
	// Their place is stored a moment after they have reached the end.
	while ((await countNew("Ada", "both checks and changes the row.")) > 0);
	await ada.leave();
	await ben.prompt("permission");
	await ben.click("Allow");
	await ben.sees("is changed");
	await expect.poll(() => ben.readsTimeline()).toContain("Done");

	ada = await open("Ada");
	await line(ada).waitFor();
	await summary(ada).waitFor();
	expect(await summary(ada).textContent()).toMatch(/1 turn.*1 approval/);
	// The line is above Ben's prompt, and stays there.
	const row = ada.page.locator(".wsc-row", { has: ada.page.getByText(LINE) });
	await expect.poll(() => row.textContent()).toMatch(/New since.*Ben.*permission/s);
	await ben.prompt("markdown");
	await expect.poll(() => ada.readsTimeline()).toContain("markdown");
	await expect.poll(() => row.textContent()).toMatch(/New since.*Ben.*permission/s);
	await ada.click("Dismiss");
	await summary(ada).waitFor({ state: "detached" });
});

test("and on another device none of it is new", async () => {
	while ((await countNew("Ada", "permission")) > 0);
	expect(await line(ben).count()).toBe(0);
});
