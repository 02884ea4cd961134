import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import * as root from "../../src/index.ts";
import * as panel from "../../src/panel.ts";
import { type OpenPage, openPage } from "../package/openPage.ts";
import { type ServedApp, serveFolder } from "../package/serveApps.ts";

// Storybook as it is published: built, and opened in a browser.

interface StoryEntry {
	readonly id: string;
	readonly type: "story" | "docs";
	readonly title: string;
	readonly tags: readonly string[];
}

let folder: string;
let served: ServedApp;
let browser: Browser;
let opened: OpenPage;
let entries: readonly StoryEntry[];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "storybook-"));
	const storybook = resolve("node_modules/storybook/dist/bin/dispatcher.js");
	await promisify(execFile)(process.execPath, [storybook, "build", "--quiet", "--output-dir", folder]);
	entries = Object.values(JSON.parse(await readFile(join(folder, "index.json"), "utf8")).entries);
	served = await serveFolder(folder, ".");
	browser = await chromium.launch(chromiumLaunchOptions());
	opened = await openPage(browser, served.address);
});

afterAll(async () => {
	await browser?.close();
	await served?.[Symbol.asyncDispose]();
	if (folder) await rm(folder, { recursive: true });
});

const preview = () => opened.page.frameLocator("#storybook-preview-iframe");

test("begins with two people in one workspace", async () => {
	const ada = preview().getByRole("region", { name: "Ada’s window" });
	const ben = preview().getByRole("region", { name: "Ben’s window" });
	await ada.getByRole("textbox", { name: "Prompt" }).fill("Retry failed uploads, please");
	await ada.getByRole("textbox", { name: "Prompt" }).press("Enter");
	await ben.getByText("Retry failed uploads, please").first().waitFor();
	await ben.getByText("Waiting for Ada to approve").waitFor();
	expect(opened.errors).toEqual([]);
});

test("lists the pages in the order in which one reads them, without those for tests", async () => {
	const items = opened.page.locator("[data-nodetype=component], [data-nodetype=group]");
	await items.first().waitFor();
	const ids = await items.evaluateAll((nodes) => nodes.map((node) => node.getAttribute("data-item-id")));
	const top = ["introduction", "workspacechat", "parts", "hooks", "theming", "recipes", "recorded-sessions"];
	expect(ids.filter((id) => top.includes(id ?? ""))).toEqual(top);
	const listed = entries.filter(({ tags }) => tags.includes("dev")).map(({ title }) => title);
	expect(listed.filter((title) => title.startsWith("Tests/"))).toEqual([]);
});

/** Providers share a page. */
const PROVIDERS = /^Workspace(Directory)?$|Provider$/;

test("has a page for each exported part", () => {
	const pages = entries.filter(({ type }) => type === "docs").map(({ title }) => title.split("/").at(-1));
	const parts = Object.entries({ ...root, ...panel }).filter(
		([name, value]) => /^[A-Z]/.test(name) && typeof value === "function" && !name.endsWith("Error"),
	);
	const names = parts.map(([name]) => name).filter((name) => !PROVIDERS.test(name));
	expect(names.filter((name) => !pages.includes(name))).toEqual([]);
});

test("has the stories of the pictures in docs/screens.md", async () => {
	const text = await readFile("docs/screens.md", "utf8");
	const pictured = new Set([...text.matchAll(/images\/(.+?)\.(?:light|dark)\./g)].map(([, id]) => id));
	const ids = entries.map(({ id }) => id);
	expect(pictured.size).toBeGreaterThan(10);
	expect([...pictured].filter((id) => !ids.includes(id ?? ""))).toEqual([]);
});

test("describes the props of a part, with a control for each that can be typed or chosen", async () => {
	await opened.page.goto("/iframe.html?viewMode=docs&id=parts-composer--docs");
	const row = opened.page.getByRole("row", { name: /submitOn/ });
	await row.getByText("The key that sends").waitFor();
	await row.getByRole("radio", { name: "mod-enter" }).check();
	expect(
		await opened.page
			.getByRole("row", { name: /promptMetadata/ })
			.getByRole("button")
			.count(),
	).toBe(0);
	await opened.page.goto("/iframe.html?viewMode=docs&id=workspace-chat--docs");
	await opened.page
		.getByRole("row", { name: /^endpoint/ })
		.getByText("The address of the Rivet engine")
		.waitFor();
});
