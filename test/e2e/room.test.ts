import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forbidden } from "../../actors/index.ts";
import type { Role } from "../../src/protocol/index.ts";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";
import type { RoomWindow } from "./room/page.tsx";
import { Visitor } from "./Visitor.ts";

// One hour of a room: a person of each role in a browser of their own, and an outsider. Each test continues where the
// previous one ended.

const PEOPLE = { Olga: "owner", Ann: "approver", Ed: "editor", Cem: "commenter", Vi: "viewer" } as const;
type Name = keyof typeof PEOPLE;
const NAMES = Object.keys(PEOPLE) as readonly Name[];

let server: WorkspaceServer;
let served: BrowsedPage;
let room: Readonly<Record<Name, Visitor>>;
let outsider: Visitor;

const everybody = () => NAMES.map((name) => room[name]);

beforeAll(async () => {
	[server, served] = await Promise.all([
		startWorkspaceServer({
			authenticate({ params }) {
				const person = params as { readonly userId: string; readonly name: string; readonly role: Role | "none" };
				if (person.role === "none") throw forbidden();
				return { ...person, role: person.role };
			},
		}),
		browseServedPage(join(import.meta.dirname, "room")),
	]);
	const open = (name: string, role: string) =>
		Visitor.open(
			served.browser,
			`${served.address}?${new URLSearchParams({ name, role, endpoint: server.engine.endpoint })}`,
		);
	const entries = await Promise.all(NAMES.map(async (name) => [name, await open(name, PEOPLE[name])] as const));
	room = Object.fromEntries(entries) as Record<Name, Visitor>;
	outsider = await open("Oz", "none");
	for (const { page } of everybody()) await page.getByRole("button", { name: /^5 people/ }).waitFor();
});

afterAll(async () => {
	await served?.close();
	await server?.stop();
});

declare global {
	interface Window {
		readonly room: RoomWindow;
	}
}

/** Calls an action over a person's page, whatever that shows. */
const call = ({ page }: Visitor, action: string, request: unknown) =>
	page.evaluate(([name, body]) => window.room.call(name, body), [action, request] as const);

const FORBIDDEN = { code: "forbidden" };

const reportsOf = ({ page }: Visitor) =>
	page.evaluate(() => window.room.reported.map(({ kind, text }) => `${kind}: ${text}`));

const fieldOf = ({ page }: Visitor) => page.getByRole("textbox", { name: "Prompt" });
const allowButtonOf = ({ page }: Visitor) => page.getByRole("button", { name: "Allow", exact: true });

/** Who of the five have a control. */
async function whoHas(control: (visitor: Visitor) => ReturnType<typeof fieldOf>): Promise<readonly Name[]> {
	const counts = await Promise.all(NAMES.map((name) => control(room[name]).count()));
	return NAMES.filter((_, index) => counts[index] !== 0);
}

/** The order of the prompts in a timeline: where the others read differs from person to person. */
const orderOf = async (visitor: Visitor) => (await visitor.readsTimeline()).match(/echo from (?:Olga|Ann|Ed)/g) ?? [];

test("each has the controls of their role, and the outsider reads why they have none", async () => {
	expect(await whoHas(fieldOf)).toEqual(["Olga", "Ann", "Ed"]);
	await outsider.page.getByText("You don’t have access to this workspace.").first().waitFor();
	expect(await fieldOf(outsider).count()).toBe(0);
});

test("a permission waits for those who may answer it: card, title and callback, once each", async () => {
	await room.Ed.prompt("permission");
	await allowButtonOf(room.Ann).waitFor();
	await allowButtonOf(room.Olga).waitFor();
	for (const visitor of everybody()) await visitor.page.getByText("settings.json").first().waitFor();
	expect(await whoHas(allowButtonOf)).toEqual(["Olga", "Ann"]);
	for (const name of NAMES) {
		const waits = name === "Olga" || name === "Ann";
		await expect.poll(() => room[name].page.title()).toBe(`${waits ? "(1) " : ""}A workspace on a page`);
		expect(await reportsOf(room[name])).toEqual(waits ? [expect.stringMatching(/^approval: /)] : []);
	}
});

test("who takes care of the permission is on everybody's card, and the other one may still answer", async () => {
	await room.Olga.click("I’m on it");
	for (const name of ["Ann", "Ed", "Cem", "Vi"] as const) await room[name].page.getByText("Olga is on it").waitFor();
	await room.Olga.page.getByText("You are on it").waitFor();
	expect(await whoHas(allowButtonOf)).toEqual(["Olga", "Ann"]);
	// It waits for Olga alone from here on.
	await expect.poll(() => room.Ann.page.title()).toBe("A workspace on a page");
	expect(await room.Olga.page.title()).toBe("(1) A workspace on a page");
});

test("the actor refuses what no control is shown for", async () => {
	const clientId = "attempt";
	const prompt = { clientId, text: "Let me in" };
	for (const name of ["Cem", "Vi"] as const) expect(await call(room[name], "prompt", prompt)).toEqual(FORBIDDEN);
	expect(await call(room.Vi, "addNote", { clientId, text: "Hello" })).toEqual(FORBIDDEN);
	const approval = { clientId, approvalId: "any", optionId: "allow" };
	for (const name of ["Ed", "Cem", "Vi"] as const)
		expect(await call(room[name], "answerApproval", approval)).toEqual(FORBIDDEN);
	for (const name of ["Ann", "Ed", "Cem", "Vi"] as const) {
		expect(await call(room[name], "disconnectUser", { clientId, userId: "olga" })).toEqual(FORBIDDEN);
		expect(await call(room[name], "destroyWorkspace", { clientId })).toEqual(FORBIDDEN);
		expect(await call(room[name], "getAuditLog", {})).toEqual(FORBIDDEN);
	}
	expect(await call(outsider, "sync", { protocol: 1, have: null })).toEqual(FORBIDDEN);
	await expect(readFile(join(server.cwd, "settings.json"))).rejects.toThrow("ENOENT");
});

test("somebody who may not prompt warns the others by a note, and whom it names is told", async () => {
	// Who looks at the page sees it.
	await room.Ann.setVisibility("hidden");
	const field = room.Cem.page.getByRole("textbox", { name: "Note" });
	await field.fill("Wait, @An");
	await room.Cem.page.getByRole("option", { name: /Ann/ }).click();
	await field.pressSequentially("this is prod");
	await field.press("Enter");
	for (const visitor of everybody()) await visitor.sees("this is prod");
	await expect.poll(() => reportsOf(room.Ann)).toContainEqual(expect.stringMatching(/^mention: .*this is prod/));
	for (const name of ["Olga", "Ed", "Cem", "Vi"] as const)
		expect((await reportsOf(room[name])).filter((report) => report.startsWith("mention"))).toEqual([]);
	await expect.poll(() => room.Ann.page.title()).toBe("(1) A workspace on a page");
	await room.Ann.setVisibility("visible");
	await expect.poll(() => room.Ann.page.title()).toBe("A workspace on a page");
});

test("who types is seen by the others, and not by themselves", async () => {
	await fieldOf(room.Ed).pressSequentially("Is it ");
	for (const name of ["Olga", "Ann", "Cem", "Vi"] as const) await room[name].page.getByText("Ed is typing…").waitFor();
	expect(await room.Ed.page.getByText("Ed is typing…").count()).toBe(0);
	await fieldOf(room.Ed).fill("");
	await room.Vi.page.getByText("Ed is typing…").waitFor({ state: "hidden" });
});

test("the answer of one settles it for all", async () => {
	await room.Ann.click("Allow");
	for (const visitor of everybody()) await visitor.sees("Allowed once by Ann");
	for (const visitor of everybody()) await visitor.sees("is changed");
	for (const { page } of everybody()) await expect.poll(() => page.title()).toBe("A workspace on a page");
	expect(await readFile(join(server.cwd, "settings.json"), "utf8")).toContain('"retries": 3');
	expect(await whoHas(allowButtonOf)).toEqual([]);
});

test("what three ask at the same moment has one order for all", async () => {
	await Promise.all((["Olga", "Ann", "Ed"] as const).map((name) => room[name].prompt(`echo from ${name}`)));
	for (const visitor of everybody()) for (const name of ["Olga", "Ann", "Ed"]) await visitor.sees(`echo from ${name}`);
	const order = await orderOf(room.Olga);
	expect(order.length).toBeGreaterThanOrEqual(3);
	for (const visitor of everybody()) await expect.poll(() => orderOf(visitor)).toEqual(order);
});

test("who looked away finds where the new begins", async () => {
	const newLine = room.Vi.page.getByText(/^New since /);
	await room.Vi.setVisibility("hidden");
	await room.Ed.prompt("echo while Vi is away");
	await room.Vi.sees("echo while Vi is away");
	await room.Vi.setVisibility("visible");
	await newLine.waitFor();
});

test("nothing was reported twice to anybody, over a reload either", async () => {
	const reported = await reportsOf(room.Olga);
	expect(new Set(reported).size).toBe(reported.length);
	expect(await reportsOf(room.Vi)).toEqual([]);
	await room.Ann.page.reload();
	await fieldOf(room.Ann).waitFor();
	expect(await reportsOf(room.Ann)).toEqual([]);
});

interface AuditedAct {
	readonly action: string;
	readonly outcome: string;
	readonly by: { readonly name: string } | null;
}

test("the audit log tells the story to the owner", async () => {
	const outcome = await call(room.Olga, "getAuditLog", { limit: 100 });
	const { entries } = (outcome as { readonly response: { readonly entries: readonly AuditedAct[] } }).response;
	const story = entries.map(({ by, action, outcome: ended }) => `${by?.name} ${action} ${ended}`);
	for (const act of [
		"Ed prompt done",
		"Olga claimRequest done",
		"Cem addNote done",
		"Ann answerApproval done",
		"Olga prompt done",
		"Cem prompt refused",
		"Vi addNote refused",
		"Ed answerApproval refused",
		"Ann destroyWorkspace refused",
	])
		expect(story).toContain(act);
	expect(JSON.stringify(entries)).not.toContain("this is prod");
});
