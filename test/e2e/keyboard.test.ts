import { join } from "node:path";
import type { Page } from "playwright";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";
import { Keyboard } from "./keyboard/Keyboard.ts";

let served: BrowsedPage;
let page: Page;
let keyboard: Keyboard;

beforeAll(async () => {
	served = await browseServedPage(join(import.meta.dirname, "keyboard"));
	const context = await served.browser.newContext({ viewport: { width: 1280, height: 800 } });
	await context.grantPermissions(["clipboard-write"]);
	page = await context.newPage();
	// With a listener for `filechooser`, the system's dialog stays closed.
	page.on("filechooser", () => {});
});

afterAll(() => served?.close());

/** Each test starts in an empty workspace, with the focus in the composer. */
beforeEach(async () => {
	await page.goto(served.address);
	await page.getByText("What should we work on?").waitFor();
	keyboard = new Keyboard(page);
	await keyboard.reach("textbox", "Prompt");
});

async function send(text: string): Promise<void> {
	await keyboard.type(text);
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
}

const draft = () => page.getByRole("textbox", { name: "Prompt" }).inputValue();

test("writes a prompt with a command and a file mention, and sends it", async () => {
	await keyboard.type("/re");
	await keyboard.see("option", /review/);
	await keyboard.press("Tab");
	expect(await draft()).toBe("/review ");
	await keyboard.type("@upload");
	await keyboard.see("option", /upload\.test\.ts/);
	await keyboard.press("ArrowDown", "ArrowUp", "Enter");
	expect(await draft()).toMatch(/^\/review @src\/upload/);
	await keyboard.press("Enter");
	await keyboard.see("button", "Stop");
	await keyboard.expectOn("textbox", "Prompt");
});

test("attaches files, retries a failed upload, removes a file, and sends the rest", async () => {
	const choose = async (name: string) => {
		await keyboard.reach("button", "Attach files", "Shift+Tab");
		const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
		await chooser.setFiles({ name, mimeType: "text/plain", buffer: Buffer.from("a note") });
		await keyboard.expectOn("button", "Attach files");
		await keyboard.see("button", `Remove ${name}`);
	};
	await choose("notes.txt");
	await choose("refused.txt");
	await keyboard.reach("button", "Retry", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("button", "Remove refused.txt");
	await keyboard.reach("button", "Remove notes.txt", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
	await send("explain the file");
	await keyboard.see("button", /^Done/);
	expect(await page.getByRole("log").getByText("refused.txt").count()).toBe(1);
});

test("retries or discards an unsent prompt", async () => {
	await send("refuse one");
	await keyboard.reach("button", "Discard: “refuse one”", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
	await send("refuse two");
	await keyboard.reach("button", "Edit: “refuse two”", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
	expect(await draft()).toBe("refuse two");
	await keyboard.press("Control+a", "Delete");
	await send("refuse three");
	await keyboard.reach("button", "Retry: “refuse three”", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
	await keyboard.see("button", "Stop");
});

test("runs a failed prompt again", async () => {
	await send("fail");
	await keyboard.reach("button", "Retry", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
	await expect.poll(() => page.getByText("The agent gave up.").count()).toBe(2);
});

test("expands a long prompt and continues reading from there", async () => {
	await keyboard.paste(`explain ${"this and that ".repeat(150)}`);
	await keyboard.press("Enter");
	await keyboard.see("button", /^Done/);
	await keyboard.reach("log", "Timeline", "Shift+Tab");
	await keyboard.press("Home");
	await keyboard.reach("article", "Prompt by Ada", "ArrowUp");
	await keyboard.reach("button", "Show more");
	await keyboard.press("Enter");
	await keyboard.press("Tab");
});

test("retries a lost connection and a failed session", async () => {
	await page.evaluate("workspace.dropConnections()");
	await keyboard.seeText(/^Connection lost/);
	await keyboard.reach("button", "Retry", "Shift+Tab");
	await page.evaluate("workspace.restoreConnections()");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
	const error = { code: "sandbox_failed", message: "The sandbox is gone." };
	const state = JSON.stringify({ status: "failed", error, retryAt: null });
	await page.evaluate(`workspace.apply({ kind: "session", change: { state: ${state} } })`);
	await keyboard.reach("button", "Retry", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
});

test("steers, interrupts and stops a turn", async () => {
	await send("work");
	await keyboard.reach("combobox", "While the agent is working");
	await keyboard.type("Steer");
	await keyboard.reach("textbox", "Prompt", "Shift+Tab");
	await keyboard.type("and mind the tests");
	await keyboard.press("Enter");
	await keyboard.seeText("Stopped by Ada for “and mind the tests”");
	await keyboard.reach("combobox", "While the agent is working");
	await keyboard.type("Interrupt");
	await keyboard.reach("textbox", "Prompt", "Shift+Tab");
	await send("work on the other thing");
	await keyboard.seeText("Stopped by Ada for “work on the other thing”");
	await keyboard.reach("button", "Stop");
	await keyboard.press("Enter");
	await page.getByRole("button", { name: "Stop", exact: true }).waitFor({ state: "detached" });
	await keyboard.expectOn("textbox", "Prompt");
});

test("edits, moves and withdraws a queued prompt", async () => {
	for (const text of ["work", "first", "second"]) await send(text);
	await keyboard.reach("button", "Edit “second”", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Edit “second”");
	await keyboard.type("third");
	await keyboard.press("Enter");
	await keyboard.expectOn("button", "Edit “third”");
	await keyboard.press("Alt+ArrowUp");
	await expect.poll(() => page.locator(".wsc-queued-text").allTextContents()).toEqual(["third", "first"]);
	await keyboard.expectOn("button", "Edit “third”");
	await keyboard.reach("button", "Remove “third” from queue");
	await keyboard.press("Enter");
	await page.getByRole("button", { name: "Remove “third” from queue" }).waitFor({ state: "detached" });
	await keyboard.press("Shift+Tab");
});

/** Neither keys nor clicks count in the first half second of a request. */
const untilAnswerable = () => page.locator(".wsc-approval:not([data-settling])").waitFor();

test("answers permission requests by number key and by moving to an option", async () => {
	await send("ask");
	await keyboard.see("button", "Always allow");
	await keyboard.reach("button", "Allow", "Shift+Tab");
	await keyboard.press("Escape");
	await keyboard.expectOn("button", "Allow");
	await untilAnswerable();
	await keyboard.press("3");
	await keyboard.seeText("git clean");
	await keyboard.reach("button", "Allow", "Shift+Tab");
	await untilAnswerable();
	await keyboard.press("Enter");
	await keyboard.seeText("You chose reject and allow.");
	await keyboard.expectOn("textbox", "Prompt");
});

test("moves between several permission requests and answers each", async () => {
	await send("questions");
	await keyboard.see("tablist", "2 approvals needed");
	await keyboard.reach("tab", /git push/, "Shift+Tab");
	await keyboard.press("ArrowDown");
	await keyboard.expectOn("tab", /git clean/);
	await keyboard.reach("button", "Reject", "Shift+Tab");
	await untilAnswerable();
	await keyboard.press("Enter");
	await page.getByRole("tablist", { name: "2 approvals needed" }).waitFor({ state: "detached" });
	await keyboard.reach("button", "Allow", "Shift+Tab");
	await untilAnswerable();
	await keyboard.press("1");
	await keyboard.seeText("You chose allow and reject.");
	await keyboard.expectOn("textbox", "Prompt");
});

test("answers permission requests by a chord from the composer", async () => {
	await send("ask");
	await keyboard.seeText("git push");
	await untilAnswerable();
	await keyboard.press("Alt+Shift+Digit1");
	await keyboard.seeText("git clean");
	await untilAnswerable();
	await keyboard.press("Alt+Shift+Digit3");
	await keyboard.seeText("You chose allow and reject.");
	await keyboard.expectOn("textbox", "Prompt");
});

test("opens the summary of an ended turn, copies it and runs the prompt again", async () => {
	await send("explain");
	await keyboard.see("button", /^Done/);
	await keyboard.reach("button", /^Done/, "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.reach("button", "Copy answer");
	await keyboard.press("Enter");
	await keyboard.expectOn("button", "Copied");
	await keyboard.reach("button", "Retry", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
});

test("expands and copies tool calls, and scrolls through their whole output", async () => {
	await send("explain");
	await keyboard.see("button", /^Done/);
	await keyboard.reach("button", "Copy", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("button", "Copied");
	await keyboard.reach("button", /^Read/, "ArrowUp");
	await keyboard.press("Enter");
	await page.getByRole("button", { name: /^Read/, expanded: true }).waitFor();
	await keyboard.reach("button", /^Thought/, "ArrowUp");
	await keyboard.press("Enter");
	await keyboard.seeText("First I look where it is called.");
	await keyboard.reach("log", "Timeline", "Shift+Tab");
	await keyboard.press("Home", "End");
});

test("shows a diff side by side, unfolds it, and shows all of its lines", async () => {
	await send("change");
	await keyboard.see("button", /^Done/);
	await keyboard.reach("button", /^Done/, "Shift+Tab");
	await keyboard.reach("button", /^Edit/, "Shift+Tab");
	await keyboard.press("Enter");
	// The diff view is loaded when it is first shown.
	await page.getByRole("button", { name: "Side by side" }).first().waitFor();
	await keyboard.reach("button", "Side by side");
	await keyboard.press("Enter");
	await page.getByRole("button", { name: "Side by side", pressed: true }).first().waitFor();
	await keyboard.expectOn("button", "Side by side");
	await keyboard.press("Enter");
	await keyboard.reach("button", /^Show \d+ unchanged lines?$/);
	await keyboard.press("Enter");
	await keyboard.reach("button", "Show all 600 lines");
	await keyboard.press("Enter");
	await keyboard.press("ArrowDown");
});

test("shows a command's output from its start", async () => {
	await send("run");
	await keyboard.see("button", /^Done/);
	await keyboard.reach("button", /^Done/, "Shift+Tab");
	await keyboard.reach("button", /^Run/, "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.reach("button", "Show all 400 lines");
	await keyboard.press("Enter", "ArrowUp");
});

test("reaches links, footnotes and wide tables of an answer, and copies the link to an item", async () => {
	await send("write");
	await keyboard.seeText("The note itself.");
	await keyboard.reach("figure", "Table", "Shift+Tab");
	await keyboard.press("ArrowRight");
	const scrolled = () => page.getByRole("figure", { name: "Table" }).evaluate((table) => table.scrollLeft);
	await expect.poll(scrolled).toBeGreaterThan(0);
	await keyboard.reach("button", "Footnote 1", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("note", "Footnote 1");
	await keyboard.reach("link", "the guide", "Shift+Tab");
	await keyboard.reach("button", "Copy link");
	await keyboard.press("Enter");
	await keyboard.seeText("Copied");
	await keyboard.expectOn("button", "Copy link");
});

test("keeps the focus in an item while the timeline is scrolled far away from it", async () => {
	for (let turn = 0; turn < 6; turn++) {
		await send(`explain ${turn}`);
		await expect.poll(() => page.getByRole("button", { name: "Stop" }).count()).toBe(0);
	}
	await keyboard.reach("button", /^Done/, "Shift+Tab");
	await keyboard.reach("button", "Copy link");
	for (let step = 0; step < 10; step++) await page.keyboard.press("PageUp");
	await page.getByRole("button", { name: /^Jump to latest|new$/ }).waitFor();
	await keyboard.expectOn("button", "Copy link");
});

test("the timeline is one stop for Tab, and the arrow keys move between its rows", async () => {
	for (let turn = 0; turn < 4; turn++) {
		await send(`explain ${turn}`);
		await expect.poll(() => page.getByRole("button", { name: "Stop" }).count()).toBe(0);
	}
	await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
	await page.mouse.click(0, 0);
	await keyboard.reach("log", "Timeline");
	let tabs = 0;
	while (!(await keyboard.isOn("textbox", "Prompt"))) {
		await page.keyboard.press("Tab");
		tabs++;
	}
	expect(tabs).toBeLessThanOrEqual(4);
	await keyboard.reach("log", "Timeline", "Shift+Tab");
	await keyboard.press("ArrowUp");
	await keyboard.expectOn("article", /^Answer by/);
	await keyboard.reach("article", "Prompt by Ada", "ArrowUp");
	await keyboard.press("Home");
	await keyboard.expectOn("article", "Prompt by Ada");
	await page.getByRole("article").getByText("explain 0").waitFor();
	await keyboard.press("ArrowDown");
	await keyboard.expectOn("button", /^Thought/);
	await keyboard.press("End");
	await keyboard.expectOn("article", /^Answer by/);
});

test("copies an answer, and puts a prompt into the composer again", async () => {
	await send("explain once");
	await keyboard.see("button", /^Done/);
	await keyboard.reach("log", "Timeline", "Shift+Tab");
	await keyboard.reach("article", /^Answer by/, "ArrowUp");
	const actions = page.locator(".wsc-row:focus-within").getByRole("group", { name: "Actions" });
	expect(await actions.getByRole("button").evaluateAll((all) => all.map((one) => one.getAttribute("title")))).toEqual([
		"Copy",
		"Retry",
		"Add a note",
		"Copy link",
	]);
	await keyboard.reach("article", "Prompt by Ada", "ArrowUp");
	await keyboard.reach("button", "Edit and resend");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
	expect(await draft()).toBe("explain once");
});

test("goes back to the prompt from its copy above a long turn", async () => {
	await send("explain this");
	await keyboard.see("button", /^Done/);
	await keyboard.reach("button", /^Prompt by Ada/, "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("log", "Timeline");
	await page.getByRole("article", { name: "Prompt by Ada" }).getByText("explain this").waitFor();
});

test("searches the timeline and returns to its end", async () => {
	await send("explain one");
	await keyboard.see("button", /^Done/);
	await send("explain two");
	// Items that arrive during the search would be counted on the button.
	await page.getByRole("button", { name: /^Done/ }).nth(1).waitFor();
	await keyboard.press("Control+f");
	await keyboard.expectOn("searchbox", "Search conversation");
	await keyboard.type("explain");
	await keyboard.seeText(/^2 of 2/);
	await keyboard.press("Enter");
	await keyboard.seeText(/^1 of 2/);
	await keyboard.reach("button", "Next result");
	await keyboard.press("Enter");
	await keyboard.seeText(/^2 of 2/);
	await keyboard.reach("button", "Previous result", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.seeText(/^1 of 2/);
	await keyboard.expectOn("button", "Previous result");
	await keyboard.reach("button", "Close");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
	await keyboard.press("Shift+Tab");
	await keyboard.expectOn("button", "Jump to latest");
	await keyboard.press("Enter");
	await page.getByRole("button", { name: "Jump to latest" }).waitFor({ state: "detached" });
	await keyboard.expectOn("textbox", "Prompt");
});

test("opens files and processes", async () => {
	await keyboard.reach("button", "Show files and processes", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("tab", "Files");
	await keyboard.reach("treeitem", /^docs/);
	await keyboard.reach("treeitem", /^src/, "ArrowDown");
	await keyboard.press("ArrowRight");
	await keyboard.see("treeitem", /upload\.ts/);
	await keyboard.reach("treeitem", /upload\.ts/, "ArrowDown");
	await keyboard.press("Enter");
	await keyboard.seeText("Sends a file, again");
	await keyboard.reach("button", "Close file");
	await keyboard.press("Enter");
	await keyboard.expectOn("treeitem", /upload\.ts/);
	await keyboard.reach("tab", "Files", "Shift+Tab");
	await keyboard.press("ArrowRight");
	await keyboard.expectOn("tab", "Processes");
	await keyboard.reach("button", /^npm run build/);
	await keyboard.press("Enter");
	await keyboard.seeText("is declared but never used");
	await keyboard.press("Escape");
	await keyboard.expectOn("button", "Show files and processes");
});

test("opens a tool call's location in the file and loads the next page", async () => {
	await send("look");
	await keyboard.reach("button", /^Read/, "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.reach("button", "server.log:3");
	await keyboard.press("Enter");
	await keyboard.seeText("GET /files 200 in");
	await keyboard.reach("button", "Refresh");
	await keyboard.press("Enter");
	await keyboard.expectOn("button", "Refresh");
	await keyboard.reach("button", "Show more");
	await keyboard.press("Enter");
	await keyboard.expectOn("group", "server.log");
	await keyboard.press("End");
});

test("changes settings", async () => {
	const chosenIn = (name: string) => page.getByRole("combobox", { name, exact: true }).inputValue();
	await keyboard.reach("combobox", "Mode");
	const mode = await chosenIn("Mode");
	// An arrow key or a letter only opens the list: nothing changes for anybody before one is chosen.
	await keyboard.press("ArrowDown", "Escape", "P", "Escape");
	expect(await chosenIn("Mode")).toBe(mode);
	await keyboard.press("ArrowDown");
	await keyboard.type("Plan first");
	await keyboard.press("Enter");
	await expect.poll(() => chosenIn("Mode")).toBe("plan");
	await keyboard.reach("combobox", "Model");
	await keyboard.press("ArrowUp");
	await keyboard.type("Small");
	await keyboard.press("Enter");
	await expect.poll(() => chosenIn("Model")).toBe("small");
	await keyboard.expectOn("combobox", "Model");
	await keyboard.reach("switch", "Network");
	await keyboard.press("Space");
	await page.getByRole("switch", { name: "Network", checked: true }).waitFor();
	await keyboard.expectOn("switch", "Network");
});
