import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Keyboard } from "./keyboard/Keyboard.ts";
import { type ServedPage, servePage } from "./keyboard/servePage.ts";

let served: ServedPage;
let keyboard: Keyboard;

beforeAll(async () => {
	served = await servePage();
});

afterAll(() => served[Symbol.asyncDispose]());

/** Each walk begins in a room where nothing has happened, at the composer. */
beforeEach(async () => {
	await served.page.reload();
	await served.page.getByText("Nothing here yet").waitFor();
	keyboard = new Keyboard(served.page);
	await keyboard.reach("textbox", "Prompt");
});

async function send(text: string): Promise<void> {
	await keyboard.type(text);
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
}

const draft = () => served.page.getByRole("textbox", { name: "Prompt" }).inputValue();

test("a prompt is written with commands and files, and sent", async () => {
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

test("a turn is steered, interrupted and stopped", async () => {
	await send("work");
	await keyboard.reach("combobox", "While the agent works");
	await keyboard.type("Steer");
	await keyboard.reach("textbox", "Prompt", "Shift+Tab");
	await keyboard.type("and mind the tests");
	await keyboard.press("Enter");
	await keyboard.seeText("Stopped by Ada for “and mind the tests”");
	await keyboard.reach("combobox", "While the agent works");
	await keyboard.type("Interrupt");
	await keyboard.reach("textbox", "Prompt", "Shift+Tab");
	await send("work on the other thing");
	await keyboard.seeText("Stopped by Ada for “work on the other thing”");
	await keyboard.reach("button", "Stop");
	await keyboard.press("Enter");
	await served.page.getByRole("button", { name: "Stop", exact: true }).waitFor({ state: "detached" });
	await keyboard.expectOn("textbox", "Prompt");
});

test("a prompt that waits is edited, moved and taken back", async () => {
	for (const text of ["work", "first", "second"]) await send(text);
	await keyboard.reach("button", "Edit “second”", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Edit “second”");
	await keyboard.type("third");
	await keyboard.press("Enter");
	await keyboard.expectOn("button", "Edit “third”");
	await keyboard.press("Alt+ArrowUp");
	await expect.poll(() => served.page.locator(".wsc-queued-text").allTextContents()).toEqual(["third", "first"]);
	await keyboard.expectOn("button", "Edit “third”");
	await keyboard.reach("button", "Withdraw “third”");
	await keyboard.press("Enter");
	await served.page.getByRole("button", { name: "Withdraw “third”" }).waitFor({ state: "detached" });
	await keyboard.press("Shift+Tab");
});

test("permissions are answered by their number, and by walking to an option", async () => {
	await send("ask");
	await keyboard.see("button", "Always allow");
	await keyboard.reach("button", "Allow", "Shift+Tab");
	await keyboard.press("Escape");
	await keyboard.expectOn("button", "Allow");
	await keyboard.press("3");
	await keyboard.seeText("git clean");
	await keyboard.reach("button", "Allow", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.seeText("You chose reject and allow.");
	await keyboard.expectOn("textbox", "Prompt");
});

test("of several permissions each is turned to and answered", async () => {
	await send("two questions");
	await keyboard.see("tablist", "2 permissions wait");
	await keyboard.reach("tab", /git push/, "Shift+Tab");
	await keyboard.press("ArrowDown");
	await keyboard.expectOn("tab", /git clean/);
	await keyboard.reach("button", "Reject", "Shift+Tab");
	await keyboard.press("Enter");
	await served.page.getByRole("tablist", { name: "2 permissions wait" }).waitFor({ state: "detached" });
	await keyboard.reach("button", "Allow", "Shift+Tab");
	await keyboard.press("1");
	await keyboard.seeText("You chose allow and reject.");
	await keyboard.expectOn("textbox", "Prompt");
});

test("a turn that is over is opened, copied and asked again", async () => {
	await served.page.context().grantPermissions(["clipboard-write"]);
	await send("explain");
	await keyboard.seeText("const answer = 42;");
	await keyboard.reach("button", /^Done/, "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.reach("button", "Copy answer");
	await keyboard.press("Enter");
	await keyboard.expectOn("button", "Copied");
	await keyboard.reach("button", "Run again", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
});

test("what the agent did is opened, copied and read up to and down from", async () => {
	await served.page.context().grantPermissions(["clipboard-write"]);
	await send("explain");
	await keyboard.seeText("const answer = 42;");
	await keyboard.reach("button", "Copy", "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.expectOn("button", "Copied");
	await keyboard.reach("button", /^Read/, "Shift+Tab");
	await keyboard.press("Enter");
	await served.page.getByRole("button", { name: /^Read/, expanded: true }).waitFor();
	await keyboard.reach("button", /^Thought/, "Shift+Tab");
	await keyboard.press("Enter");
	await keyboard.seeText("First I look where it is called.");
	await keyboard.reach("log", "Timeline", "Shift+Tab");
	await keyboard.press("Home");
	await keyboard.reach("button", "Jump to latest");
	await keyboard.press("Enter");
	await served.page.getByRole("button", { name: "Jump to latest" }).waitFor({ state: "detached" });
	await keyboard.press("Tab");
});

test("the timeline is searched", async () => {
	await send("explain one");
	await keyboard.seeText("const answer = 42;");
	await send("explain two");
	await keyboard.press("Control+f");
	await keyboard.expectOn("searchbox", "Search the timeline");
	await keyboard.type("explain");
	await keyboard.seeText(/^2 of 2/);
	await keyboard.press("Enter");
	await keyboard.seeText(/^1 of 2/);
	await keyboard.reach("button", "Newer place");
	await keyboard.press("Enter");
	await keyboard.seeText(/^2 of 2/);
	await keyboard.reach("button", "Close");
	await keyboard.press("Enter");
	await keyboard.expectOn("textbox", "Prompt");
});

test("files and processes are looked at", async () => {
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
	await keyboard.reach("button", "Close the file");
	await keyboard.press("Enter");
	await keyboard.expectOn("treeitem", /upload\.ts/);
	await keyboard.reach("tab", "Files", "Shift+Tab");
	await keyboard.press("ArrowRight");
	await keyboard.expectOn("tab", "Processes");
	await keyboard.press("Escape");
	await keyboard.expectOn("button", "Show files and processes");
});

test("settings are chosen", async () => {
	await keyboard.reach("combobox", "Mode");
	await keyboard.type("Plan first");
	await expect.poll(() => served.page.getByRole("combobox", { name: "Mode", exact: true }).inputValue()).toBe("plan");
	await keyboard.reach("combobox", "Model");
	await keyboard.type("Small");
	await expect.poll(() => served.page.getByRole("combobox", { name: "Model" }).inputValue()).toBe("small");
	await keyboard.expectOn("combobox", "Model");
});
