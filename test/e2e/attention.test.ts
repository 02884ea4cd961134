import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { createDataFolder, DemoRun, removeDataFolder } from "./DemoRun.ts";
import { Visitor } from "./Visitor.ts";

// What waits for two people in one workspace, in the tabs of real browsers, on everything that `npm start` runs. Each test
// continues where the previous one ended.

let dataFolder: string;
let demo: DemoRun;
let browser: Browser;
let ada: Visitor;
let ben: Visitor;

const TITLE = "attention · workspace-chat";

beforeAll(async () => {
	dataFolder = await createDataFolder();
	[demo, browser] = await Promise.all([DemoRun.start(dataFolder), chromium.launch(chromiumLaunchOptions())]);
	const open = (name: string) => Visitor.open(browser, demo.addressFor("attention", name));
	[ada, ben] = await Promise.all([open("Ada"), open("Ben")]);
	await Promise.all([ada, ben].map(({ page }) => page.getByRole("textbox", { name: "Prompt" }).waitFor()));
});

afterAll(async () => {
	await browser?.close();
	await demo?.stop();
	await removeDataFolder(dataFolder);
});

const bothHave = async (title: string) => {
	await Promise.all([ada, ben].map(({ page }) => expect.poll(() => page.title()).toBe(title)));
};

/** The address of the page's icon. */
const iconOf = (page: Page) => page.locator("link[rel~='icon']").first().getAttribute("href");

/** The colour in the corner of the icon, where the number is. */
const cornerOf = (page: Page) =>
	page.evaluate(async () => {
		const image = new Image();
		image.src = document.querySelector<HTMLLinkElement>("link[rel~='icon']")?.href ?? "";
		await image.decode();
		const context = Object.assign(document.createElement("canvas"), { width: 32, height: 32 }).getContext("2d");
		context?.drawImage(image, 0, 0);
		return {
			left: [...(context?.getImageData(3, 3, 1, 1).data ?? [])],
			right: [...(context?.getImageData(21, 13, 1, 1).data ?? [])],
		};
	});

test("the tabs of both say that a permission waits, over the page's own icon, until one of them answers", async () => {
	// A green icon, as the page's own.
	const icon = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><rect width="32" height="32" fill="#00ff00"/></svg>')}`;
	await ben.page.evaluate((href) => document.querySelector("link[rel~='icon']")?.setAttribute("href", href), icon);
	await ada.prompt("permission");
	await bothHave(`(1) ${TITLE}`);
	await expect.poll(() => iconOf(ben.page)).toMatch(/^data:image\/png/);
	expect(await cornerOf(ben.page)).toEqual({ left: [0, 255, 0, 255], right: [198, 40, 40, 255] });

	await ben.page.reload();
	await bothHave(`(1) ${TITLE}`);
	await ada.page.evaluate(() => {
		document.title = "Another page";
	});
	await expect.poll(() => ada.page.title()).toBe("(1) Another page");

	await ben.click("Allow");
	await expect.poll(() => ben.page.title()).toBe(TITLE);
	await expect.poll(() => ada.page.title()).toBe("Another page");
	expect(await iconOf(ada.page)).toBe("data:,");
	await ada.sees("is changed");
});

test("the tab of the person who asked says that the turn has ended, and no other one", async () => {
	await Promise.all([ada, ben].map((visitor) => visitor.setVisibility("hidden")));
	await ada.prompt("think");
	await expect.poll(() => ada.page.title()).toBe("(1) Another page");
	await ben.sees("both checks and changes the row.");
	expect(await ben.page.title()).toBe(TITLE);
	await ada.setVisibility("visible");
	await expect.poll(() => ada.page.title()).toBe("Another page");
});
