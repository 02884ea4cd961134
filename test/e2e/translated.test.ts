import { join } from "node:path";
import type { Locator, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";
import { type Translation, translatePage } from "./translated/translatePage.ts";

// What people do, on a page that their browser translates, with other extensions at work. Beside
// the translated chat is one that is not: both are the same person's, so they have to say the same.

let served: BrowsedPage;

beforeAll(async () => {
	served = await browseServedPage(join(import.meta.dirname, "translated"));
});

afterAll(() => served?.close());

async function open(translation: Translation): Promise<{ readonly page: Page; readonly errors: string[] }> {
	const page = await served.browser.newPage({ viewport: { width: 1600, height: 900 } });
	const errors: string[] = [];
	page.on("pageerror", ({ message }) => errors.push(message));
	page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
	await page.addInitScript(translatePage, translation);
	await page.goto(served.address);
	return { page, errors };
}

/** What a chat says, without what differs by a second and what only one of two windows shows. */
function readChat(chat: Element): readonly string[] {
	const parts = chat.querySelectorAll<HTMLElement>(".wsc-bar, .wsc-connection, .wsc-row, .wsc-foot");
	const textOf = (part: Element) => {
		const copy = part.cloneNode(true) as Element;
		// What is said of one's own action is said in that window only, and what is new is so for its reader.
		for (const own of copy.querySelectorAll(".wsc-hidden[role=status], .wsc-new-line")) own.remove();
		return copy.textContent;
	};
	return [...parts]
		.map((part) =>
			textOf(part)
				.toLowerCase()
				.replace(/\d+(?:\.\d+)? ?(?:s|min)/g, "")
				.replace(/\s+/g, " ")
				.trim(),
		)
		.filter((text) => text !== "");
}

describe.each([
	{ changesWords: true, name: "on a translated page" },
	{ changesWords: false, name: "on a page that is wrapped but says the same" },
])("$name", ({ changesWords }) => {
	let page: Page;
	let errors: string[];
	let chat: Locator;

	beforeEach(async () => {
		({ page, errors } = await open({ changesWords }));
		chat = page.locator("#translated");
		await chat.locator("font", { hasText: "What should we work on" }).first().waitFor();
	});

	afterEach(async () => {
		expect(errors).toEqual([]);
		expect(await page.evaluate("window.partErrors.map(({ part, error }) => part + ': ' + error)")).toEqual([]);
		await page.close();
	});

	const field = () => chat.getByRole("textbox", { name: "Prompt" });
	const button = (name: string | RegExp) => chat.getByRole("button", { name }).first();

	async function send(text: string): Promise<void> {
		await field().fill(text);
		await field().press("Enter");
	}

	/** Code, commands, their output and paths are not for translators. */
	async function expectCodeAsWritten(): Promise<void> {
		const code = ["pre", "code", ".wsc-code", ".wsc-location", ".wsc-diff-path", ".wsc-file-path", ".wsc-tree-name"];
		expect(await chat.locator(`:is(${code.join(", ")}) font`).allTextContents()).toEqual([]);
	}

	/** No word is missing, and none is left from before. */
	async function expectSameAsControl(): Promise<void> {
		const control = page.locator("#control");
		await expect
			.poll(async () => ({ translated: await chat.evaluate(readChat), control: await control.evaluate(readChat) }))
			.toSatisfy(({ translated, control: said }) => JSON.stringify(translated) === JSON.stringify(said));
		expect(await chat.getByText("This part can’t be shown").count()).toBe(0);
		await expectCodeAsWritten();
	}

	test("a turn streams, calls a tool and ends", async () => {
		await send("stream");
		await chat.getByText("npm test").first().waitFor();
		await chat.getByText("folder of the tests").first().waitFor();
		await chat.locator("[data-stop-reason]").waitFor();
		await expectSameAsControl();
		await button(/npm test/i).click();
		await chat.getByText("ok two").first().waitFor();
		await button(/npm test/i).click();
		await expectSameAsControl();
	});

	test("code, tables and a diff appear in their lazy parts", async () => {
		for (const text of ["explain", "write", "change", "run"]) {
			await send(text);
			await expect.poll(() => chat.locator("[data-stop-reason]").count()).toBeGreaterThan(0);
			await expectSameAsControl();
		}
		await chat.locator(".wsc-token").first().waitFor({ state: "attached" });
		await button(/edit two files/i).click();
		await chat.locator(".wsc-diff").first().waitFor();
		await button(/edit two files/i).click();
		await expectSameAsControl();
	});

	test("permission requests are answered, here and elsewhere, and stopped", async () => {
		await send("ask");
		await chat.locator(".wsc-approval").waitFor();
		await expectSameAsControl();
		await chat.locator(".wsc-approval [data-option-kind=allow_once]").click();
		await chat.locator(".wsc-approval").getByText("git clean").first().waitFor();
		await expectSameAsControl();
		await page.locator("#control .wsc-approval [data-option-kind=reject_once]").click();
		await chat.locator(".wsc-approval").waitFor({ state: "detached" });
		await chat.getByText("You chose").first().waitFor();
		await expectSameAsControl();
		await send("questions");
		await chat.locator(".wsc-approval").waitFor();
		await button("Stop").click();
		await chat.locator(".wsc-approval").waitFor({ state: "detached" });
		await expectSameAsControl();
	});

	test("queued prompts are edited and moved", async () => {
		for (const text of ["work", "first", "second"]) await send(text);
		await chat.locator(".wsc-queued").nth(1).waitFor();
		await expectSameAsControl();
		await button(/^Edit .second./).click();
		await chat.getByRole("textbox", { name: /^Edit/ }).fill("third");
		await chat.getByRole("textbox", { name: /^Edit/ }).press("Enter");
		await expectSameAsControl();
		await button(/third.*up|up.*third/i).click();
		await expectSameAsControl();
		await button(/^Remove .third. from queue/).click();
		await expect.poll(() => chat.locator(".wsc-queued").count()).toBe(1);
		await expectSameAsControl();
		await button(/^Remove .first. from queue/).click();
		await chat.locator(".wsc-queued").waitFor({ state: "detached" });
		await expectSameAsControl();
	});

	test("a failed turn is tried again", async () => {
		await send("fail");
		await chat.locator("[data-stop-reason=failed]").waitFor();
		await expectSameAsControl();
		await button(/^Retry$/i).click();
		await expect.poll(() => chat.locator("[data-stop-reason=failed]").count()).toBe(2);
		await expectSameAsControl();
	});

	test("a permission request expires", async () => {
		await send("expire");
		await chat.locator(".wsc-approval").waitFor();
		await expectSameAsControl();
		await chat.locator(".wsc-approval").waitFor({ state: "detached" });
		await chat.getByText("Not answered in time").first().waitFor();
		await expectSameAsControl();
	});

	test("the connection is lost and comes back, and people come and go", async () => {
		await send("work");
		await page.evaluate("workspace.dropConnections()");
		await chat.getByText("Connection lost").first().waitFor();
		await page.locator("#control").getByText("Connection lost").first().waitFor();
		await expectSameAsControl();
		await page.evaluate("workspace.restoreConnections()");
		await chat.getByText("Connection lost").first().waitFor({ state: "detached" });
		await expectSameAsControl();
		await page.evaluate("window.leave = ['Ben', 'Cleo'].map((name) => join(name))");
		await chat.getByText("3 people here").first().waitFor({ state: "attached" });
		await expectSameAsControl();
		await page.evaluate("for (const end of leave) end()");
		await chat.getByText("3 people here").first().waitFor({ state: "detached" });
		await expectSameAsControl();
	});

	test("search and the panel open and close, and a setting changes", async () => {
		await send("explain");
		await chat.locator("[data-stop-reason]").waitFor();
		await button("Search conversation").click();
		await chat.getByRole("searchbox").fill("paragraph");
		await chat
			.getByText(/\d+ of \d+/i)
			.first()
			.waitFor();
		await chat.getByRole("searchbox").fill("nobody says this");
		await chat.getByText("No results").first().waitFor();
		await page.keyboard.press("Escape");
		await chat.getByRole("searchbox").waitFor({ state: "detached" });
		await expectSameAsControl();
		await button("Show files and processes").click();
		await chat.getByRole("treeitem", { name: "README.md" }).click();
		await chat.getByText("Start it with").first().waitFor();
		await chat.getByRole("tab", { name: "Processes" }).click();
		await expectCodeAsWritten();
		await button("Close files and processes").click();
		await chat.getByRole("tabpanel").waitFor({ state: "detached" });
		await expectSameAsControl();
		const settings = chat.getByRole("button", { name: "Session settings" });
		if (await settings.isVisible()) await settings.click();
		await chat.getByLabel("Mode").first().selectOption("plan");
		await chat.getByText("Plan first").nth(1).waitFor({ state: "attached" });
		await page.keyboard.press("Escape");
		await expectSameAsControl();
	});

	test("files are attached, removed and sent", async () => {
		const file = (name: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(name) });
		const picker = chat.locator("input[type=file]");
		await picker.setInputFiles([file("one.txt"), file("two.txt")]);
		await button("Remove one.txt").click();
		await expect.poll(() => chat.locator(".wsc-chip").count()).toBe(1);
		await send("explain");
		await chat.locator("[data-stop-reason]").waitFor();
		await chat.locator(".wsc-row").getByText("two.txt").first().waitFor();
		await expectSameAsControl();
	});

	test("the whole of a truncated answer is loaded", async () => {
		const item = { id: "long", kind: "message", turnId: null, createdAt: 0, text: "Only the beginning", blocks: [] };
		await page.evaluate(
			`workspace.apply({ kind: "item", item: ${JSON.stringify({ ...item, open: false, truncated: true })} })`,
		);
		await chat.getByText("Truncated").first().waitFor();
		await expectSameAsControl();
		for (const name of ["translated", "control"]) await page.locator(`#${name}`).getByText("Show all").click();
		await chat.getByText("Truncated").first().waitFor({ state: "detached" });
		await expectSameAsControl();
	});

	test("the chat unmounts while an answer streams", async () => {
		await send("stream");
		await chat.getByText("They pass").first().waitFor();
		await page.evaluate("unmount()");
		expect(await page.locator("#root").evaluate((root) => root.childNodes.length)).toBe(0);
		// What is in flight arrives.
		await expect.poll(() => page.evaluate("workspace.get().turn")).toBeNull();
	});
});
