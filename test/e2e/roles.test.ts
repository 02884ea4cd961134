import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "../../src/protocol/index.ts";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";
import { Visitor } from "./Visitor.ts";

// An editor and an approver in one workspace of a real engine, each in a browser of their own. Each test continues where
// the previous one ended.

let server: WorkspaceServer;
let served: BrowsedPage;
let ed: Visitor;
let ann: Visitor;

beforeAll(async () => {
	[server, served] = await Promise.all([
		startWorkspaceServer({
			authenticate: ({ params }) => params as { readonly userId: string; readonly name: string; readonly role: Role },
		}),
		browseServedPage(join(import.meta.dirname, "roles")),
	]);
	const open = (name: string, role: Role) =>
		Visitor.open(
			served.browser,
			`${served.address}?${new URLSearchParams({ name, role, endpoint: server.engine.endpoint })}`,
		);
	[ed, ann] = await Promise.all([open("Ed", "editor"), open("Ann", "approver")]);
	await Promise.all([ed, ann].map(({ page }) => modeOf(page).waitFor()));
});

afterAll(async () => {
	await served?.close();
	await server?.stop();
});

const modeOf = (page: Visitor["page"]) => page.getByRole("combobox", { name: "Mode", exact: true });

test("an editor can choose the model, and sees why they cannot change the mode", async () => {
	expect(await ed.page.getByRole("combobox", { name: "Model", exact: true }).isEnabled()).toBe(true);
	expect(await modeOf(ed.page).isDisabled()).toBe(true);
	expect(await modeOf(ed.page).getAttribute("title")).toBe("Only approvers and above can change this.");
	expect(await modeOf(ed.page).getAttribute("aria-description")).toBe("Only approvers and above can change this.");
});

test("a command for it is not sent either, and the editor reads why", async () => {
	await ed.prompt(" /Mode auto");
	await ed.page.getByText("Sending /mode needs the approver role or above").waitFor();
	expect(await ann.readsTimeline()).not.toContain("/Mode");
	await ed.page.getByRole("button", { name: /^Discard/ }).click();
});

/** Changes in a row are one line that says where they ended, and opens to each of them. */
async function expectChanges({ page, timeline }: Visitor, lines: readonly string[]): Promise<void> {
	const all = timeline.getByRole("button", { name: /^Ann changed Mode to Ask first/ });
	await all.waitFor();
	expect(await page.getByText("Ann changed Mode").count()).toBe(1);
	if ((await all.getAttribute("aria-expanded")) === "false") await all.click();
	for (const line of lines) await timeline.getByText(line, { exact: true }).waitFor();
	expect(await page.getByText("Ann changed Mode").count()).toBe(1 + lines.length);
	await all.click();
}

test("what an approver changes is one line for both, and there after a reload", async () => {
	const lines = [
		"Ann changed Mode from Ask first to Plan only",
		"Ann changed Mode from Plan only to Ask first",
	] as const;
	await modeOf(ann.page).selectOption("Plan only");
	await ann.sees(lines[0]);
	await modeOf(ann.page).selectOption("Ask first");
	await expectChanges(ann, lines);
	await expectChanges(ed, lines);
	await ed.page.reload();
	await expectChanges(ed, lines);
});

test("an edit that the approver rejects is not done, whatever the editor tries", async () => {
	await ed.prompt("permission");
	await ann.click("Reject");
	await ed.sees("Rejected by Ann");
	expect(await ed.page.getByRole("button", { name: "Allow", exact: true }).count()).toBe(0);
	expect(await modeOf(ed.page).isDisabled()).toBe(true);
	await expect(readFile(join(server.cwd, "settings.json"))).rejects.toThrow("ENOENT");
});
