import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { createDataFolder, DemoRun, removeDataFolder } from "./DemoRun.ts";

// What somebody sees who opens the address that `npm start` prints.

let dataFolder: string;
let demo: DemoRun;
let browser: Browser;
let page: Page;

beforeAll(async () => {
	dataFolder = await createDataFolder();
	demo = await DemoRun.start(dataFolder);
	browser = await chromium.launch(chromiumLaunchOptions());
	page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
	await page.goto(demo.address);
});
afterAll(async () => {
	await browser?.close();
	await demo?.stop();
	await removeDataFolder(dataFolder);
});

const paneOf = (user: string) => page.getByRole("region", { name: `${user}’s window` });

test("two people are there, one turn has ended, and another one asks the owner for a permission", async () => {
	await paneOf("Ada")
		.getByRole("button", { name: /^Allow/ })
		.first()
		.waitFor();
	await paneOf("Ben").getByText("Waiting for Ada to approve").waitFor();
	await paneOf("Ben").getByText("Find out how uploads are retried").first().waitFor();
	expect(
		await paneOf("Ben")
			.getByText(/"retries"/)
			.count(),
	).toBeGreaterThan(0);
});

test("what one allows, the other one sees, also after their network was cut", async () => {
	const ben = paneOf("Ben");
	await ben.getByRole("button", { name: "Cut the network" }).click();
	await paneOf("Ada")
		.getByRole("button", { name: /^Allow/ })
		.first()
		.click();
	await paneOf("Ada").getByText("is changed").waitFor();
	expect(await ben.getByText("is changed").count()).toBe(0);
	await ben.getByRole("button", { name: "Cut the network" }).click();
	await ben.getByText("is changed").waitFor();
});

test("a viewer has no composer, and the agent comes back after it was killed", async () => {
	await page.getByRole("combobox", { name: "Ben joins as" }).selectOption("viewer");
	await paneOf("Ben").getByText("You have view-only access").waitFor();
	await paneOf("Ada").getByRole("button", { name: "Kill the agent" }).click();
	await paneOf("Ben").getByText("The agent crashed.").first().waitFor();
	await paneOf("Ada").getByRole("textbox", { name: "Prompt" }).fill("Run the tests");
	await paneOf("Ada").getByRole("textbox", { name: "Prompt" }).press("Enter");
	await paneOf("Ben").getByText("The tests pass.").first().waitFor();
});

test("a link to the window of one person does not make who follows it that person", async () => {
	const ada = await browser.newPage();
	await ada.goto(demo.addressFor("demo", "Ada"));
	await ada.getByText("You are Ada").waitFor();
	const address = ada.url();
	expect(address).not.toContain("user");
	await ada.reload();
	await ada.getByText("You are Ada").waitFor();
	const other = await browser.newPage();
	await other.goto(address);
	await other.getByRole("heading", { name: "One workspace, two people" }).waitFor();
});

test("an owner invites somebody by a link, who comes in with the role of the link, and changes it live", async () => {
	const ada = await browser.newPage();
	await ada.goto(demo.addressFor("demo", "Ada"));
	await ada.getByRole("button", { name: /here$/ }).click();
	await ada.getByRole("button", { name: "Invite and manage…" }).click();
	const people = ada.getByRole("dialog", { name: "People" });
	await people.getByRole("combobox", { name: "Role it gives" }).selectOption("Commenter");
	await people.getByRole("button", { name: "Create link" }).click();
	const link = await people.getByRole("textbox", { name: "Invite link" }).inputValue();
	const context = await browser.newContext();
	const guest = await context.newPage();
	await guest.goto(link);
	await guest.getByText("You are Guest").waitFor();
	await guest.getByText("Run the tests").first().waitFor();
	await guest.getByRole("textbox", { name: "Note" }).waitFor();
	expect(await guest.getByRole("textbox", { name: "Prompt" }).count()).toBe(0);
	await guest.reload();
	await guest.getByRole("textbox", { name: "Note" }).waitFor();
	await people.getByRole("button", { name: "Actions for Guest" }).click();
	await people.getByRole("combobox", { name: "Role of Guest" }).selectOption("Editor");
	await guest.getByRole("textbox", { name: "Prompt" }).waitFor();
	await context.close();
});
