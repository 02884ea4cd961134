import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ACTION_NAMES, ACTIONS, isAtLeastRole } from "../../src/protocol/index.ts";
import { SAMPLE_REQUESTS } from "../faults/inputs/sampleRequests.ts";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";
import { Visitor } from "./Visitor.ts";

// An owner makes links in a browser, and others open them in browsers of their own. Whoever has no link is not let in. Each
// test continues where the previous one ended.

let server: WorkspaceServer;
let served: BrowsedPage;
let ada: Visitor;

beforeAll(async () => {
	[server, served] = await Promise.all([
		startWorkspaceServer({
			roles: "workspace",
			authenticate: ({ params }) => {
				const { userId, name } = params as { readonly userId: string; readonly name: string };
				return { userId, name, role: userId === "ada" ? "owner" : null };
			},
		}),
		browseServedPage(join(import.meta.dirname, "invites")),
	]);
	ada = await Visitor.open(served.browser, addressOf("Ada"));
	await ada.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
	await ada.prompt("Add a greeting");
	await ada.sees("Add a greeting");
	await openPeople(ada);
});

afterAll(async () => {
	await served?.close();
	await server?.stop();
});

const addressOf = (name: string) =>
	`${served.address}?${new URLSearchParams({ name, endpoint: server.engine.endpoint })}`;

const peopleOf = ({ page }: Visitor) => page.getByRole("dialog", { name: "People" });

async function openPeople(owner: Visitor): Promise<void> {
	await owner.page.getByRole("button", { name: /here$/ }).click();
	await owner.click("Invite and manage…");
	await peopleOf(owner).waitFor();
}

/** Opens a link as somebody else: in these tests the address says who it is. */
async function openLink(link: string, name: string): Promise<Visitor> {
	const address = new URL(link);
	address.searchParams.set("name", name);
	return await Visitor.open(served.browser, address.href);
}

const readClipboard = () => ada.page.evaluate(() => navigator.clipboard.readText());

let link: string;
let vic: Visitor;

test("one click copies a read-only link, whose reader sees the timeline and no composer", async () => {
	await peopleOf(ada).getByRole("button", { name: "Copy read-only link" }).click();
	await peopleOf(ada).getByRole("button", { name: "Copied" }).waitFor();
	link = await readClipboard();
	expect(link).toMatch(/[?&]invite=[\w-]{43}$/);
	vic = await openLink(link, "Vic");
	await vic.sees("Add a greeting");
	expect(await vic.page.getByRole("textbox").count()).toBe(0);
	expect(await vic.page.getByRole("button", { name: /^(Send|Stop|Suggest)/ }).count()).toBe(0);
	// Whoever is in shares the address without the link.
	expect(vic.page.url()).not.toContain("invite=");
	await vic.page.reload();
	await vic.sees("Add a greeting");
});

test("the reader is refused everything else by the workspace itself", async () => {
	const { workspace, answer, leave } = await server.join("invites", { userId: "vic", name: "Vic" });
	expect(answer.self).toMatchObject({ userId: "vic", role: "viewer" });
	const denied = ACTION_NAMES.filter((name) => !isAtLeastRole("viewer", ACTIONS[name].role));
	expect(denied).toEqual(expect.arrayContaining(["prompt", "addNote", "answerApproval", "createInvite", "stop"]));
	for (const name of denied)
		await expect(workspace.action({ name, args: [SAMPLE_REQUESTS[name]] }), name).rejects.toMatchObject({
			code: "forbidden",
		});
	await leave();
});

test("several can use it, until the owner revokes it: whoever has come stays, and nobody else comes", async () => {
	const wim = await openLink(link, "Wim");
	await wim.sees("Add a greeting");
	await peopleOf(ada).getByRole("button", { name: "Revoke the link for Viewer" }).click();
	await peopleOf(ada).getByText("Viewer, by Ada").waitFor({ state: "detached" });
	const yan = await openLink(link, "Yan");
	await yan.page.getByText("This invite link isn’t valid").waitFor();
	expect(await yan.page.getByText("Add a greeting").count()).toBe(0);
	await wim.page.reload();
	await wim.sees("Add a greeting");
	await Promise.all([wim, yan].map((visitor) => visitor.leave()));
});

test("an invite for one editor lets the first one write, and tells the second one why not", async () => {
	const people = peopleOf(ada);
	await people.getByRole("combobox", { name: "Role it gives" }).selectOption("Editor");
	await people.getByRole("button", { name: "Create link" }).click();
	const invite = await people.getByRole("textbox", { name: "Invite link" }).inputValue();
	const eve = await openLink(invite, "Eve");
	await eve.prompt("Hello from Eve");
	await vic.sees("Hello from Eve");
	const max = await openLink(invite, "Max");
	await max.page.getByText("This invite link was for one person, and has been used.").waitFor();
	expect(await max.page.getByText("Hello from Eve").count()).toBe(0);
	await Promise.all([eve, max].map((visitor) => visitor.leave()));
});

test("without a link nobody is let in", async () => {
	const zoe = await Visitor.open(served.browser, addressOf("Zoe"));
	await zoe.page.getByText("You don’t have access to this workspace.").waitFor();
	expect(await zoe.page.getByText("Add a greeting").count()).toBe(0);
	await zoe.leave();
});
