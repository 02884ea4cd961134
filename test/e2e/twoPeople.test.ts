import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findProcesses } from "../../demo/server/process/findProcesses.ts";
import { workspaceFolder } from "../../demo/server/workspaceFolder.ts";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { createDataFolder, DemoRun, removeDataFolder } from "./DemoRun.ts";
import { Visitor } from "./Visitor.ts";

// Two people in one workspace, on everything that `npm start` runs. Each test continues where the previous one ended.

let dataFolder: string;
let demo: DemoRun;
let browser: Browser;
let ada: Visitor;
let ben: Visitor;

async function openBoth(): Promise<void> {
	ada = await Visitor.open(browser, demo.addressFor("e2e", "Ada"));
	ben = await Visitor.open(browser, demo.addressFor("e2e", "Ben"));
}

beforeAll(async () => {
	dataFolder = await createDataFolder();
	[demo, browser] = await Promise.all([DemoRun.start(dataFolder), chromium.launch(chromiumLaunchOptions())]);
	await openBoth();
});

afterAll(async () => {
	await browser?.close();
	await demo?.stop();
	await removeDataFolder(dataFolder);
});

test("both people see the same prompt, tool calls and answer, in the same order", async () => {
	await ada.prompt("tools");
	await Promise.all([ada, ben].map((visitor) => visitor.sees("everything else is in its place")));
	await expect.poll(() => ada.readsTimeline()).toContain("Done");
	await expect.poll(() => ben.readsTimeline()).toBe(await ada.readsTimeline());
	expect(await ben.readsTimeline()).toMatch(/Ada.*tools.*Read the working folder.*Delete scratch\.old\.txt.*Done/s);
});

test("streams the answer: the other person sees its start before it is complete", async () => {
	await ada.prompt("long 12");
	await ben.sees("1, 2, 3,");
	expect(await ben.readsTimeline()).not.toContain("12.");
	await ben.sees("11, 12.");
});

test("changes the file after the other person allowed it", async () => {
	const settings = join(workspaceFolder(dataFolder, "e2e"), "settings.json");
	await ada.prompt("permission");
	await ada.page.getByRole("button", { name: "Allow", exact: true }).waitFor();
	await expect(readFile(settings)).rejects.toThrow("ENOENT");
	await ben.click("Allow");
	await Promise.all([ada, ben].map((visitor) => visitor.sees("Allowed once by Ben")));
	await ada.sees("is changed");
	expect(await readFile(settings, "utf8")).toContain('"retries": 3');
});

test("goes on with the answer that the other person gave to its question", async () => {
	await ada.prompt("ask");
	await ada.page.getByRole("region", { name: "Demo agent asks" }).waitFor();
	await ben.page.getByRole("radio", { name: /^SQLite/ }).check();
	await ben.page.getByRole("textbox", { name: "Other" }).fill("For now.");
	// What was chosen survives a reload.
	await ben.page.reload();
	await expect.poll(() => ben.page.getByRole("radio", { name: /^SQLite/ }).isChecked()).toBe(true);
	await ben.page.getByRole("textbox", { name: "Other" }).focus();
	// Enter sends the form, once it has been on the screen for a moment.
	await expect
		.poll(async () => {
			await ben.page.keyboard.press("Enter");
			return await ben.readsTimeline();
		})
		.toContain("Answered by Ben");
	await Promise.all([ada, ben].map((visitor) => visitor.sees("Answered by Ben")));
	await ada.sees("I go on with this");
	expect(await ada.readsTimeline()).toMatch(/Which database.*SQLite · For now\..*Answered by Ben/s);
});

test("stops the turn for both when the other person presses stop", async () => {
	await ada.prompt("long 600");
	await ben.sees("I will count to 600");
	await ben.click("Stop");
	await Promise.all(
		[ada, ben].map((visitor) =>
			visitor.page.getByRole("button", { name: /^Stop(ping.*)?$/ }).waitFor({ state: "hidden" }),
		),
	);
	await Promise.all([ada, ben].map((visitor) => expect.poll(() => visitor.readsTimeline()).toContain("Stopped")));
});

test("continues a stream to its end after a reload", async () => {
	await ada.prompt("long 40");
	await ben.sees("1, 2, 3, 4,");
	await ben.page.reload();
	await ben.sees("1, 2, 3, 4,");
	expect(await ben.readsTimeline()).not.toContain("39, 40.");
	await Promise.all([ada, ben].map((visitor) => visitor.sees("37, 38, 39, 40.")));
});

test("Ctrl-C during a turn leaves no process, and the next start has the history", async () => {
	await ada.prompt("long 600");
	await ben.sees("I will count to 600");
	const { runId } = await demo.record();
	await ada.leave();
	await demo.stop();
	expect(await findProcesses(runId)).toEqual([]);
	demo = await DemoRun.start(dataFolder);
	// Else the other person's window would have to be reloaded.
	expect(demo.output).not.toContain("former port");
	ada = await Visitor.open(browser, demo.addressFor("e2e", "Ada"));
	await ada.sees("37, 38, 39, 40.");
	await ada.sees("Interrupted");
	await ada.prompt("think");
	// The other person's window stayed open all the time.
	await ben.sees("The first answer wins");
});
