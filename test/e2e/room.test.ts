import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BrowsedPage, browseServedPage } from "../harness/browseServedPage.ts";
import { CrashStage } from "../harness/CrashStage.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import type { RoomWindow } from "./room/page.tsx";
import { Visitor } from "./Visitor.ts";

// One hour of a room: a person of each role in a browser of their own, and an outsider. The process of the workspace is
// killed on the way. Each test continues where the previous one ended.

const PEOPLE = { Olga: "owner", Ann: "approver", Ed: "editor", Cem: "commenter", Vi: "viewer" } as const;
type Name = keyof typeof PEOPLE;
const NAMES = Object.keys(PEOPLE) as readonly Name[];

let stage: CrashStage;
let served: BrowsedPage;
let room: Readonly<Record<Name, Visitor>>;
let outsider: Visitor;

const everybody = () => NAMES.map((name) => room[name]);
const everybodyBut = (...names: readonly Name[]) =>
	NAMES.filter((name) => !names.includes(name)).map((name) => room[name]);

const addressOf = (name: string) =>
	`${served.address}?${new URLSearchParams({ name, endpoint: stage.engine.endpoint })}`;

beforeAll(async () => {
	const roles = Object.fromEntries(NAMES.map((name) => [name.toLowerCase(), PEOPLE[name]]));
	[stage, served] = await Promise.all([
		CrashStage.open({ environment: { TEST_MEMBERS: JSON.stringify(roles) } }),
		browseServedPage(join(import.meta.dirname, "room")),
	]);
	await wakeWorkspace(stage.client, "room", { userId: "olga", name: "Olga" });
	const open = (name: string) => Visitor.open(served.browser, addressOf(name));
	const entries = await Promise.all(NAMES.map(async (name) => [name, await open(name)] as const));
	room = Object.fromEntries(entries) as Record<Name, Visitor>;
	outsider = await open("Oz");
	for (const { page } of everybody()) await page.getByRole("button", { name: /^5 people/ }).waitFor();
});

afterAll(async () => {
	await served?.close();
	await stage?.close();
});

declare global {
	interface Window {
		readonly room: RoomWindow;
	}
}

/** Calls an action over a person's page, whatever that shows. */
const call = ({ page }: Visitor, action: string, request: unknown) =>
	page.evaluate(([name, body]) => window.room.call(name, body), [action, request] as const);

/** What the agent changes in the hour. */
const settingsPath = () => join(stage.engine.folder, "agents", "work", "settings.json");

const FORBIDDEN = { code: "forbidden" };

const reportsOf = ({ page }: Visitor) =>
	page.evaluate(() => window.room.reported.map(({ kind, text }) => `${kind}: ${text}`));

const fieldOf = ({ page }: Visitor) => page.getByRole("textbox", { name: "Prompt" });
const allowButtonOf = ({ page }: Visitor) => page.getByRole("button", { name: "Allow", exact: true });

async function takeWheel({ page }: Visitor): Promise<void> {
	await page.getByRole("button", { name: "Take the wheel: others then suggest" }).click();
	await page.getByRole("menuitem", { name: "For 30 minutes" }).click();
}

/** Makes a link for one editor on the owner's screen, and leaves the dialog open. */
async function createInvite({ page }: Visitor): Promise<string> {
	await page.getByRole("button", { name: /^5 people/ }).click();
	await page.getByRole("button", { name: "Invite and manage…" }).click();
	const people = page.getByRole("dialog", { name: "People" });
	await people.getByRole("combobox", { name: "Role it gives" }).selectOption("Editor");
	await people.getByRole("button", { name: "Create link" }).click();
	return people.getByRole("textbox", { name: "Invite link" }).inputValue();
}

const BACK_WITHIN_MS = 90_000;

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
		expect(await call(room[name], "createInvite", { clientId, role: "viewer" })).toEqual(FORBIDDEN);
	}
	expect(await call(room.Vi, "suggestPrompt", prompt)).toEqual(FORBIDDEN);
	for (const name of ["Cem", "Vi"] as const)
		expect(await call(room[name], "takeWheel", { clientId, minutes: 10 })).toEqual(FORBIDDEN);
	expect(await call(outsider, "sync", { protocol: 1, have: null })).toEqual(FORBIDDEN);
	await expect(readFile(settingsPath())).rejects.toThrow("ENOENT");
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
	expect(await readFile(settingsPath(), "utf8")).toContain('"retries": 3');
	expect(await whoHas(allowButtonOf)).toEqual([]);
});

const suggestionField = ({ page }: Visitor) => page.getByRole("textbox", { name: "Suggestion" });

async function suggest(visitor: Visitor, text: string): Promise<void> {
	await suggestionField(visitor).fill(text);
	await suggestionField(visitor).press("Enter");
}

test("a commenter suggests a prompt, and an editor sends it: both are named", async () => {
	await room.Cem.page.keyboard.press("Control+Shift+M");
	await suggest(room.Cem, "echo what Cem suggests");
	for (const visitor of everybody()) await visitor.page.getByRole("region", { name: "1 suggestion" }).waitFor();
	const sendButtonOf = ({ page }: Visitor) => page.getByRole("button", { name: "Send “echo what Cem suggests”" });
	expect(await whoHas(sendButtonOf)).toEqual(["Olga", "Ann", "Ed"]);
	for (const name of ["Olga", "Ann", "Ed"] as const)
		await expect.poll(() => room[name].page.title()).toBe("(1) A workspace on a page");
	await sendButtonOf(room.Ed).click();
	for (const visitor of everybody()) await visitor.sees("echo what Cem suggests");
	for (const visitor of everybody()) await visitor.sees("Sent by Ed");
	for (const { page } of everybody()) await expect.poll(() => page.title()).toBe("A workspace on a page");
});

test("while one has the wheel the others suggest, until it is handed over", async () => {
	await takeWheel(room.Ed);
	for (const visitor of everybodyBut("Ed"))
		await visitor.page
			.getByText(/^Ed has the wheel until/)
			.first()
			.waitFor();
	await suggest(room.Ann, "echo what Ann suggests");
	await room.Ed.page.getByRole("button", { name: "Decline “echo what Ann suggests”" }).click();
	await room.Ed.page.getByRole("textbox", { name: "Reason (optional)" }).fill("Later");
	await room.Ed.page.keyboard.press("Enter");
	await room.Ann.sees("Later");
	await room.Ann.click("Ask for it");
	await room.Ed.page.getByText("Ann asks for it").waitFor();
	await expect.poll(() => reportsOf(room.Ed)).toContainEqual("wheel_request: Ann");
	await room.Ed.click("Hand over to Ann");
	for (const visitor of everybodyBut("Ann"))
		await visitor.page
			.getByText(/^Ann has the wheel until/)
			.first()
			.waitFor();
	await room.Ann.click("Release");
	for (const visitor of everybody()) await visitor.sees("Ann released the wheel");
	await fieldOf(room.Ed).waitFor();
});

test("kill -9 loses no note, nobody's place and no invite, and everybody is back by themselves", async () => {
	// Who looked away before it has read up to here.
	await room.Vi.setVisibility("hidden");
	await room.Ed.prompt("echo while Vi is away");
	for (const visitor of everybody()) await visitor.sees("echo while Vi is away");
	const link = await createInvite(room.Olga);
	const before = (await room.Olga.readsTimeline()).replace(/^.*(?=Ed took the wheel)/su, "");
	await stage.kill();
	for (const { page } of everybody())
		await page
			.getByText(/^Connection lost/)
			.first()
			.waitFor();
	await fieldOf(room.Ed).fill("echo from the dark");
	stage.start();

	await fieldOf(room.Ed).press("Enter");
	// The engine gives up on a process that was killed only after a while.
	for (const { page } of everybody())
		await page
			.getByText(/^Connection lost/)
			.first()
			.waitFor({ state: "hidden", timeout: BACK_WITHIN_MS });
	for (const visitor of everybody()) await visitor.sees("echo from the dark");
	for (const visitor of everybody()) expect(await visitor.readsTimeline()).toContain(before);
	for (const visitor of everybody()) await visitor.sees("this is prod");
	await room.Vi.page.reload();
	const newLine = room.Vi.timeline.getByText(/^New since /);
	await newLine.waitFor();
	const text = (await room.Vi.timeline.textContent()) ?? "";
	expect(text.indexOf("New since")).toBeLessThan(text.indexOf("echo while Vi is away"));
	expect(text.indexOf("New since")).toBeGreaterThan(text.indexOf("Ann released the wheel"));

	const address = new URL(link);
	address.searchParams.set("name", "Oz");
	await outsider.page.goto(address.href);
	await outsider.prompt("echo from Oz");
	for (const visitor of everybody()) await visitor.sees("Oz joined, invited by Olga");
	for (const visitor of everybody()) await visitor.sees("echo from Oz");
});

test("a role is changed under its bearer, and taken away", async () => {
	const people = room.Olga.page.getByRole("dialog", { name: "People" });
	const openMenu = () => people.getByRole("button", { name: "Actions for Oz" }).click();
	await openMenu();
	await people.getByRole("combobox", { name: "Role of Oz" }).selectOption("Viewer");
	await expect.poll(() => outsider.page.getByRole("textbox").count()).toBe(0);
	expect(await call(outsider, "prompt", { clientId: "late", text: "Still me" })).toEqual(FORBIDDEN);
	await people.getByRole("button", { name: "Remove…" }).click();
	await people.getByRole("button", { name: "Really remove Oz?" }).click();
	await outsider.page.getByText("You were removed from this workspace.").waitFor();
	await people.getByRole("button", { name: "Close" }).click();
	expect(await call(outsider, "sync", { protocol: 1, have: null })).toEqual(FORBIDDEN);
});

test("what three ask at the same moment has one order for all", async () => {
	await Promise.all((["Olga", "Ann", "Ed"] as const).map((name) => room[name].prompt(`echo from ${name}`)));
	for (const visitor of everybody()) for (const name of ["Olga", "Ann", "Ed"]) await visitor.sees(`echo from ${name}`);
	const order = await orderOf(room.Olga);
	expect(order.length).toBeGreaterThanOrEqual(3);
	for (const visitor of everybody()) await expect.poll(() => orderOf(visitor)).toEqual(order);
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
		"Cem suggestPrompt done",
		"Ed sendSuggestion done",
		"Ed takeWheel done",
		"Ed declineSuggestion done",
		"Ed handOverWheel done",
		"Ann releaseWheel done",
		"Olga createInvite done",
		"Olga setRole done",
		"Olga removePerson done",
		"Oz prompt refused",
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
