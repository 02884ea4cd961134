import { join } from "node:path";
import type { BrowserContext, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";

let served: BrowsedPage;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
	served = await browseServedPage(join(import.meta.dirname, "composer"));
});
afterAll(() => served?.close());

beforeEach(async () => {
	context = await served.browser.newContext({ viewport: { width: 1280, height: 800 } });
	await context.grantPermissions(["clipboard-read", "clipboard-write"]);
	page = await openTab();
});
afterEach(() => context.close());

async function openTab(query = ""): Promise<Page> {
	const tab = await context.newPage();
	await tab.goto(`${served.address}${query}`);
	await tab.getByText("What should we work on?").waitFor();
	await field(tab).focus();
	return tab;
}

const field = (tab = page) => tab.getByRole("textbox", { name: "Prompt" });
const draft = (tab = page) => field(tab).inputValue();
const expectDraft = (text: string, tab = page) => expect.poll(() => draft(tab)).toBe(text);
const undo = () => page.keyboard.press("Control+z");
const redo = () => page.keyboard.press("Control+Shift+z");

describe("undo", () => {
	test("takes back an accepted file mention, and redo brings it back", async () => {
		await page.keyboard.type("see @upload.test");
		await page.getByRole("option", { name: /upload\.test\.ts/ }).waitFor();
		await page.keyboard.press("Enter");
		await expectDraft("see @src/upload.test.ts ");
		await undo();
		await expectDraft("see @upload.test");
		await redo();
		await expectDraft("see @src/upload.test.ts ");
		await page.keyboard.type("now");
		await expectDraft("see @src/upload.test.ts now");
	});

	test("takes back an accepted command", async () => {
		await page.keyboard.type("/rev");
		await page.getByRole("option", { name: /review/ }).waitFor();
		await page.keyboard.press("Tab");
		await expectDraft("/review ");
		await undo();
		await expectDraft("/rev");
	});

	test("takes back a recalled prompt", async () => {
		await page.keyboard.type("first");
		await page.keyboard.press("Enter");
		await page.getByText("Heard first").waitFor();
		await page.keyboard.press("ArrowUp");
		await expectDraft("first");
		await page.keyboard.type("!");
		await undo();
		await expectDraft("first");
		await undo();
		await expectDraft("");
		await redo();
		await expectDraft("first");
	});

	test("does not bring back what was sent", async () => {
		await page.keyboard.type("first");
		await page.keyboard.press("Enter");
		await page.getByText("Heard first").waitFor();
		await undo();
		expect(await draft()).toBe("");
		await page.keyboard.type("second");
		await undo();
		await undo();
		await undo();
		expect(await draft()).toBe("");
		await page.keyboard.type("third");
		await page.keyboard.press("Enter");
		await page.getByText("Heard third").waitFor();
	});

	test("takes back a prompt that was not sent and is edited again", async () => {
		await page.keyboard.type("refuse this");
		await page.keyboard.press("Enter");
		await page.getByRole("region", { name: "Not sent" }).waitFor();
		await page.keyboard.type("wait");
		await page.getByRole("button", { name: "Edit: “refuse this”" }).click();
		await expectDraft("wait\n\nrefuse this");
		await undo();
		await expectDraft("wait");
		await redo();
		await expectDraft("wait\n\nrefuse this");
	});
});

interface Copied {
	readonly text?: string;
	readonly html?: string;
	readonly picture?: boolean;
}

/** Puts what a program would copy into the clipboard, and pastes it with the keys of a person. */
async function paste(copied: Copied): Promise<void> {
	await page.evaluate(async ({ text, html, picture }) => {
		const parts: Record<string, Blob> = {};
		if (text !== undefined) parts["text/plain"] = new Blob([text], { type: "text/plain" });
		if (html !== undefined) parts["text/html"] = new Blob([html], { type: "text/html" });
		if (picture) {
			const canvas = new OffscreenCanvas(8, 8);
			canvas.getContext("2d")?.fillRect(0, 0, 4, 4);
			parts["image/png"] = await canvas.convertToBlob({ type: "image/png" });
		}
		await navigator.clipboard.write([new ClipboardItem(parts)]);
	}, copied);
	await page.keyboard.press("Control+v");
}

const files = async () => page.locator(".wsc-composer .wsc-file-name").allTextContents();

describe("a paste", () => {
	test("of text, HTML and a picture is the text, and the picture is offered", async () => {
		await paste({ text: "A\tB\n1\t2", html: "<table><tr><td>A</td><td>B</td></tr></table>", picture: true });
		await expectDraft("A\tB\n1\t2");
		expect(await files()).toEqual([]);
		await page.getByRole("button", { name: "Attach", exact: true }).click();
		await expect.poll(files).toEqual(["image.png"]);
		expect(await page.getByRole("button", { name: "Attach", exact: true }).count()).toBe(0);
		await field().focus();
		await undo();
		await expectDraft("");
	});

	test("of a picture alone attaches it, also next to HTML", async () => {
		await paste({ picture: true });
		await expect.poll(files).toEqual(["image.png"]);
		await paste({ html: '<img src="https://example.com/a.png">', picture: true });
		await expect.poll(files).toHaveLength(2);
		expect(await draft()).toBe("");
	});

	test("of a long text is a file, which can become text again", async () => {
		const long = Array.from({ length: 150 }, (_, index) => `line ${index + 1}`).join("\n");
		await page.keyboard.type("Look: ");
		await paste({ text: long });
		await expect.poll(files).toEqual(["pasted-text.txt"]);
		await expectDraft("Look: ");
		await page.getByRole("button", { name: "Insert as text" }).click();
		await expectDraft(`Look: ${long}`);
		await expect.poll(files).toEqual([]);
		await undo();
		await expectDraft("Look: ");
	});

	test("of more than a prompt may have can only be a file", async () => {
		await paste({ text: "x".repeat(220_000) });
		await expect.poll(files).toEqual(["pasted-text.txt"]);
		expect(await page.getByRole("button", { name: "Insert as text" }).count()).toBe(0);
		await page.keyboard.type("Read it");
		await page.getByRole("button", { name: "Remove pasted-text.txt" }).waitFor();
		await expect.poll(() => page.locator(".wsc-chip[data-status='ready']").count()).toBe(1);
		await page.keyboard.press("Enter");
		await page.getByText("Heard Read it").waitFor();
	});
});

describe("Escape", () => {
	const work = async () => {
		await page.keyboard.type("work");
		await page.keyboard.press("Enter");
		await page.getByRole("button", { name: "Stop" }).waitFor();
	};
	const hint = () => page.getByText("Press Esc again to stop");

	test("stops the turn when it is pressed twice, wherever the focus is in the chat", async () => {
		await work();
		await page.getByRole("log").focus();
		await page.keyboard.press("Escape");
		await hint().waitFor();
		expect(await page.getByRole("button", { name: "Stop" }).count()).toBe(1);
		await page.keyboard.press("Escape");
		await page.getByRole("button", { name: "Stop", exact: true }).waitFor({ state: "detached" });
		await page
			.getByRole("log")
			.getByText(/^Stopped/)
			.first()
			.waitFor();
	});

	test("counts once only after two seconds", async () => {
		await work();
		await page.keyboard.press("Escape");
		await hint().waitFor();
		await hint().waitFor({ state: "detached" });
		await page.keyboard.press("Escape");
		await hint().waitFor();
		expect(await page.getByRole("button", { name: "Stop" }).count()).toBe(1);
	});

	test("closes what is open instead: completions, the search, the settings", async () => {
		page = await openTab("?settings");
		await work();
		await page.keyboard.type("/rev");
		await page.getByRole("option", { name: /review/ }).waitFor();
		await page.keyboard.press("Escape");
		expect(await hint().count()).toBe(0);
		await page.keyboard.press("Control+f");
		await page.getByRole("searchbox").waitFor();
		await page.keyboard.press("Escape");
		await page.getByRole("searchbox").waitFor({ state: "detached" });
		expect(await hint().count()).toBe(0);
		await page.getByRole("button", { name: "Session settings" }).click();
		await page.getByRole("dialog", { name: "Session settings" }).waitFor();
		await page.keyboard.press("Escape");
		await page.getByRole("dialog").waitFor({ state: "detached" });
		expect(await hint().count()).toBe(0);
	});
});

test("Ctrl+I moves the focus to the text field from anywhere in the chat", async () => {
	await page.getByRole("log").focus();
	await page.keyboard.press("Control+i");
	await page.keyboard.type("here");
	await expectDraft("here");
});

test("settings that do not fit are behind one button, each with its name, its value and why it cannot be changed", async () => {
	await page.setViewportSize({ width: 375, height: 700 });
	page = await openTab("?settings");
	await page.setViewportSize({ width: 375, height: 700 });
	await expect.poll(() => page.getByRole("combobox", { name: "Effort" }).count()).toBe(0);
	await page.getByRole("button", { name: "Session settings" }).click();
	const list = page.getByRole("dialog", { name: "Session settings" });
	await list.getByRole("combobox", { name: "Effort" }).selectOption("low");
	// It stays off until the workspace has confirmed it.
	await list.getByRole("switch", { name: "Fast mode" }).click();
	await expect.poll(() => list.getByRole("switch", { name: "Fast mode" }).isChecked()).toBe(true);
	await expect.poll(() => list.getByRole("combobox", { name: "Effort" }).inputValue()).toBe("low");
	expect(await list.getByRole("combobox", { name: "Permissions" }).isDisabled()).toBe(true);
	expect(await list.getByText("Only approvers and above can change this.").first().count()).toBe(1);
	await page.keyboard.press("Escape");
	await list.waitFor({ state: "detached" });
	const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
	await expect.poll(focused).toBe("Session settings");
});

test("drafts of two tabs stay apart, outlast a reload, and a closed tab leaves its draft to the next one, once", async () => {
	await page.keyboard.type("first tab");
	const other = await openTab();
	expect(await draft(other)).toBe("");
	await other.keyboard.type("second tab");
	await page.reload();
	await expectDraft("first tab");
	await other.reload();
	await expectDraft("second tab", other);
	await other.close({ runBeforeUnload: true });
	await expect.poll(() => context.pages().length).toBe(1);
	const third = await openTab();
	await expectDraft("second tab", third);
	const fourth = await openTab();
	expect(await draft(fourth)).toBe("");
	await expectDraft("first tab");
});
