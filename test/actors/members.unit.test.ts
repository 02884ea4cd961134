import { createHash, randomUUID } from "node:crypto";
import type { RawAccess } from "rivetkit/db";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Identity } from "../../actors/access/identity.ts";
import { ACTION_HANDLERS } from "../../actors/actions/actions.ts";
import { readAuditPage } from "../../actors/audit/AuditLog.ts";
import {
	nextDecisionNumber,
	readGrants,
	readInvites,
	revokeImportedInvites,
	writeGrant,
} from "../../actors/database/memberTables.ts";
import { MIGRATIONS, runSteps } from "../../actors/database/migrations.ts";
import type { HostConnection } from "../../actors/host/workspaceHost.ts";
import { createWorkspace } from "../../actors/index.ts";
import type { WorkspaceOptions } from "../../actors/options/workspaceOptions.ts";
import { OpenedWorkspace } from "../../actors/runtime/OpenedWorkspace.ts";
import type { WorkspaceContext } from "../../actors/runtime/workspaceDefinition.ts";
import { LIMITS, type Role } from "../../src/protocol/index.ts";
import { parseRequest } from "../../src/rules/requests.ts";
import { openLocalWorkspace } from "../harness/openLocalWorkspace.ts";
import { TestDatabase } from "../harness/TestDatabase.ts";

const OPTIONS = { sandbox: { baseUrl: "http://127.0.0.1:9" }, onLog: () => undefined, roles: "workspace" } as const;
const ADA: Identity = { userId: "ada", name: "Ada Lovelace", role: "owner" };
const person = (userId: string, role: Role | null) => ({ userId, name: userId, role });

/** A connection that notes why it was closed. */
function workspaceClient(id: string, userId: string, closed: string[], role: Role = "editor"): HostConnection {
	const close = async (reason: string) => void closed.push(`${id} ${reason}`);
	return { id, userId, role, expiresAt: null, send: () => undefined, close };
}

async function openWithClients() {
	const clients: HostConnection[] = [];
	return { ...(await openWithPeople({}, clients)), clients, closed: [] as string[] };
}

async function openWithPeople(options: Partial<WorkspaceOptions> = {}, clients: readonly HostConnection[] = []) {
	const opened = await openLocalWorkspace({ ...OPTIONS, ...options }, undefined, clients);
	const { people, writer } = opened.workspace;
	for (const one of [ADA, person("ben", "editor") as Identity]) people.open(one);
	await writer.idle();
	return opened;
}

const request = () => ({ clientId: randomUUID(), role: "editor" }) as const;

test("of a token only the hash is stored", async () => {
	const { db, workspace } = await openWithPeople();
	const { token } = await workspace.members.createInvite(ADA, request());
	expect(token).toMatch(/^[\w-]{43}$/);
	const tables = ["invites", "requests", "items", "meta"];
	const rows = await Promise.all(tables.map((table) => db.execute(`SELECT * FROM ${table}`)));
	expect(JSON.stringify(rows)).not.toContain(token);
	expect(JSON.stringify(rows)).toContain(createHash("sha256").update(token).digest("base64url"));
});

test(`${LIMITS.openInvites} invites may be open, and those that have ended are forgotten in the end`, async () => {
	const { workspace } = await openWithPeople();
	const { members } = workspace;
	const ids: string[] = [];
	for (let number = 0; number < LIMITS.openInvites; number++)
		ids.push((await members.createInvite(ADA, request())).invite.id);
	await expect(members.createInvite(ADA, request())).rejects.toMatchObject({ info: { code: "invites_full" } });
	for (const inviteId of ids) await members.revokeInvite(ADA, { clientId: randomUUID(), inviteId });
	for (let number = 0; number < 3; number++) await members.createInvite(ADA, request());
	const states = (await members.listInvites()).map(({ state }) => state);
	expect(states.filter((state) => state === "open")).toHaveLength(3);
	expect(states.length).toBeLessThanOrEqual(103);
});

test("an invite is open for a minute to 90 days, and for a role below that of an owner", () => {
	const parse = (change: object) => () => parseRequest("createInvite", { ...request(), ...change });
	for (const expiresInMs of [60_000, LIMITS.inviteMs]) expect(parse({ expiresInMs })).not.toThrow();
	for (const change of [{ expiresInMs: 59_999 }, { expiresInMs: LIMITS.inviteMs + 1 }, { role: "owner" }])
		expect(parse(change)).toThrow();
});

test("nobody invites to more than they have, where others than owners may invite", async () => {
	const { workspace } = await openWithPeople({ access: { createInvite: "editor" } });
	const editor = person("ben", "editor") as Identity;
	await expect(workspace.members.createInvite(editor, { ...request(), role: "approver" })).rejects.toMatchObject({
		info: { code: "forbidden" },
	});
	await expect(workspace.members.createInvite(editor, request())).resolves.toMatchObject({
		invite: { role: "editor" },
	});
});

test("two who come at once with what is for one are not both let in", async () => {
	const { workspace } = await openWithPeople();
	const { token } = await workspace.members.createInvite(ADA, { ...request(), singleUse: true });
	const admitted = await Promise.allSettled(
		["cleo", "dan"].map((userId) => workspace.members.admit(person(userId, null), token)),
	);
	expect(admitted.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a call of an owner who has lost the role meanwhile is refused", async () => {
	const { workspace } = await openWithPeople();
	const { members, people, writer } = workspace;
	const lee: Identity = { userId: "lee", name: "Lee", role: "owner" };
	people.open(lee);
	await writer.idle();
	const [, second] = await Promise.allSettled([
		members.setRole(ADA, { clientId: randomUUID(), userId: "lee", role: "editor" }),
		members.setRole(lee, { clientId: randomUUID(), userId: "ben", role: "owner" }),
	]);
	expect(second).toMatchObject({ status: "rejected", reason: { info: { code: "forbidden" } } });
	expect(members.withCurrentRole(lee).role).toBe("editor");
});

test("a connection that is opened while its person is removed is closed, too, and receives nothing until then", async () => {
	const { db, workspace, clients, closed } = await openWithClients();
	const late = (id: string) => clients.push({ ...workspaceClient(id, "ben", closed) });
	const transaction = db.transaction.bind(db);
	vi.spyOn(db, "transaction").mockImplementation((work, options) =>
		transaction(async (tx) => {
			const result = await work(tx);
			late("during");
			return result;
		}, options),
	);
	late("before");
	const ben = person("ben", "editor") as Identity;
	await workspace.members.remove(ADA, { clientId: randomUUID(), userId: "ben" });
	expect(closed).toEqual(["before revoked", "during revoked"]);

	const { events } = createWorkspace({ agent: "mock", allowUnauthenticated: true, ...OPTIONS }).config;
	const vars = new OpenedWorkspace(workspace.host, workspace);
	const isSubscribed = (state: Identity) =>
		(["workspace.patches", "workspace.head", "workspace.presence", "session.event"] as const).map((name) =>
			events?.[name]?.canSubscribe?.({ conn: { id: "late", state }, vars }),
		);
	expect(isSubscribed(ben)).toEqual([false, false, false, false]);
	expect(isSubscribed(ADA)).toEqual([true, true, true, true]);
});

test("a host that disconnects somebody reaches the connection that is being set up, too", async () => {
	const { workspace, clients, closed } = await openWithClients();
	const vars = new OpenedWorkspace(workspace.host, workspace);
	const conn = { id: "ada", state: ADA, isHibernatable: true, disconnect: async () => undefined };
	const context = { vars, conn, key: ["local"], db: workspace.host.db } as unknown as WorkspaceContext;
	const call = ACTION_HANDLERS.disconnectUser(context, { clientId: randomUUID(), userId: "ben" });
	clients.push(workspaceClient("first", "ben", closed));
	expect(await call).toEqual({ closed: 1 });
	clients.push(workspaceClient("second", "ben", closed));
	await expect.poll(() => closed).toEqual(["first revoked", "second revoked"]);
	expect(workspace.members.roleOver(person("ben", "editor") as Identity)).toBeNull();
});

test("an owner decides about somebody who is here or has a role by an owner, also if they are not remembered", async () => {
	const { db, workspace } = await openWithPeople();
	const { members, presence } = workspace;
	presence.join("page", { userId: "cleo", name: "Cleo Clark", role: "editor" });
	await members.setRole(ADA, { clientId: randomUUID(), userId: "ben", role: "approver" });
	await db.execute("DELETE FROM people");
	await members.remove(ADA, { clientId: randomUUID(), userId: "cleo" });
	await members.setRole(ADA, { clientId: randomUUID(), userId: "ben", role: "viewer" });
	expect(members.grantOf("cleo")?.role).toBeNull();
	expect(members.grantOf("ben")?.role).toBe("viewer");
	const { entries } = await readAuditPage(db, { action: "removePerson" }, 1);
	expect(entries).toMatchObject([{ person: { userId: "cleo", name: "Cleo Clark" } }]);
});

test("a new link lets somebody in who was removed, also after the clock was put back", async () => {
	vi.useFakeTimers({ toFake: ["Date"], now: 1_000_000_000 });
	onTestFinished(() => void vi.useRealTimers());
	const { workspace, db } = await openWithPeople();
	const { token: old } = await workspace.members.createInvite(ADA, request());
	await workspace.members.remove(ADA, { clientId: randomUUID(), userId: "ben" });
	vi.setSystemTime(900_000_000);
	const { members } = (await openLocalWorkspace(OPTIONS, db)).workspace;
	const { token, invite } = await members.createInvite(ADA, request());
	expect((await members.listInvites())[0]?.id).toBe(invite.id);
	await expect(members.admit(person("ben", null), old)).rejects.toMatchObject({ info: { code: "forbidden" } });
	expect(await members.admit(person("ben", null), token)).toMatchObject({ role: "editor" });
});

test(`of more than ${LIMITS.people} guests of read-only links, who was away for the longest needs the link again`, async () => {
	const { db, workspace } = await openWithPeople();
	const { token } = await workspace.members.createInvite(ADA, { ...request(), role: "viewer" });
	await workspace.members.admit(person("guest", null), token);
	for (let number = 1; number < LIMITS.people; number++)
		await db.execute(
			`INSERT INTO grants SELECT ?, role, by_json, invite_id, at + ?, guest, number FROM grants WHERE user_id = 'guest'`,
			...[`guest-${number}`, number],
		);
	const { members, presence } = (await openLocalWorkspace(OPTIONS, db)).workspace;
	const count = async () => (await db.execute<{ count: number }>("SELECT count(*) AS count FROM grants"))[0]?.count;
	expect(await count()).toBe(LIMITS.people);
	presence.join("page", person("guest", "viewer") as Identity);
	await members.setRole(ADA, { clientId: randomUUID(), userId: "guest-2", role: "commenter" });
	for (const userId of ["more", "many"]) await members.admit(person(userId, null), token);
	expect(await count()).toBe(LIMITS.people + 1);
	for (const userId of ["guest", "guest-3", "more", "many"]) expect(members.grantOf(userId)?.role).toBe("viewer");
	expect(members.grantOf("guest-2")?.role).toBe("commenter");
	expect(members.grantOf("guest-1")).toBeUndefined();
	await expect(members.admit(person("guest-1", null), null)).rejects.toMatchObject({ info: { code: "forbidden" } });
	expect(await members.admit(person("guest-1", null), token)).toMatchObject({ role: "viewer" });
});

test("what an older version has decided keeps its order", async () => {
	const db = new TestDatabase() as TestDatabase & RawAccess;
	await runSteps(db, MIGRATIONS.slice(0, 11));
	await db.execute(`
		INSERT INTO invites VALUES ('link', 'hash', 'viewer', '{}', 100, 200, 0, 1, NULL), ('later', 'hash2', 'editor', '{}', 150, 200, 1, 0, NULL);
		INSERT INTO grants VALUES ('guest', 'viewer', '{}', 'link', 110), ('ben', NULL, '{}', NULL, 120), ('cleo', 'viewer', '{}', 'later', 160);`);
	await runSteps(db, MIGRATIONS);
	const invites = await readInvites(db);
	expect(invites.map(({ id, number }) => [id, number])).toEqual([
		["later", 150],
		["link", 100],
	]);
	const grants = [...(await readGrants(db))].map(([userId, { isGuest, number }]) => [userId, isGuest, number]);
	expect(grants.sort()).toEqual([
		["ben", false, 120],
		["cleo", false, 160],
		["guest", true, 110],
	]);
	expect(await nextDecisionNumber(db)).toBe(161);
});

test("what was decided outlives the process, and counts for nothing once the host alone decides", async () => {
	const { db, workspace } = await openWithPeople();
	await workspace.members.setRole(ADA, { clientId: randomUUID(), userId: "ben", role: "approver" });
	const next = await openLocalWorkspace(OPTIONS, db);
	expect(await next.workspace.members.admit(person("ben", "viewer"), null)).toMatchObject({ role: "approver" });
	const host = await openLocalWorkspace({ ...OPTIONS, roles: "host" }, db);
	expect(await host.workspace.members.admit(person("ben", "viewer"), null)).toMatchObject({ role: "viewer" });
});

test("the audit log names whom an owner decides about, also after a restart, and has an invite once", async () => {
	const { db, workspace } = await openWithPeople();
	workspace.people.open({ userId: "cleo", name: "Cleo Clark", role: "editor" });
	await workspace.writer.idle();
	const { members } = (await openLocalWorkspace(OPTIONS, db)).workspace;
	await members.setRole(ADA, { clientId: randomUUID(), userId: "cleo", role: "approver" });
	const again = request();
	await members.createInvite(ADA, again);
	const { token } = await members.createInvite(ADA, again);
	await members.admit({ userId: "dan", name: "Dan Dover", role: null }, token);
	const { entries } = await readAuditPage(db, {}, 10);
	expect(entries).toMatchObject([
		{ action: "useInvite", target: again.clientId, by: { userId: "dan", name: "Dan Dover" } },
		{ action: "createInvite", target: again.clientId, details: { role: "editor" } },
		{ action: "setRole", person: { userId: "cleo", name: "Cleo Clark" } },
	]);
	expect(JSON.stringify(await db.execute("SELECT * FROM audit"))).not.toContain(token);
});

test("a connection that was opened with another role, before the process ended, is closed by the next", async () => {
	const { db, workspace } = await openWithPeople();
	await workspace.members.setRole(ADA, { clientId: randomUUID(), userId: "ben", role: "approver" });
	const closed: string[] = [];
	const clients = [
		workspaceClient("old", "ben", closed),
		workspaceClient("new", "ben", closed, "approver"),
		workspaceClient("owner", "ada", closed, "owner"),
	];
	await openLocalWorkspace(OPTIONS, db, clients);
	expect(closed).toEqual(["old role_changed"]);
});

test("an erased person leaves no trace in roles and invites, and their links end", async () => {
	const { db, workspace } = await openWithPeople();
	const { members, erasure } = workspace;
	const { token } = await members.createInvite(ADA, request());
	await members.admit(person("cleo", null), token);
	await members.setRole(ADA, { clientId: randomUUID(), userId: "ben", role: "approver" });
	await erasure.erase("ada", { attachments: false });
	const stored = JSON.stringify([...(await readGrants(db)), ...(await readInvites(db))]);
	expect(stored).not.toMatch(/Lovelace|"ada"/);
	expect((await readInvites(db)).map(({ revokedAt }) => revokedAt)).toEqual([expect.any(Number)]);
	await expect(members.admit(person("dan", null), token)).rejects.toMatchObject({ info: { code: "invite_invalid" } });
	await erasure.erase("cleo", { attachments: false });
	await expect(members.admit(person("cleo", null), null)).rejects.toMatchObject({ info: { code: "forbidden" } });
});

test("the invites of a backup are revoked where it is restored", async () => {
	const { db, workspace } = await openWithPeople();
	const { token } = await workspace.members.createInvite(ADA, request());
	await revokeImportedInvites(db, Date.now());
	await expect(workspace.members.admit(person("dan", null), token)).rejects.toMatchObject({
		info: { code: "invite_invalid" },
	});
});

test(`of ${LIMITS.listedGrants} people the list of workspaces knows what was decided: who was removed, then what owners decided, then guests`, async () => {
	const db = await TestDatabase.open();
	const by = { userId: "ada", name: "Ada" };
	const grant = (role: Role | null, number: number, isGuest = false) => ({
		...{ role, number, isGuest, by, at: number },
		inviteId: isGuest ? "invite" : null,
	});
	await openLocalWorkspace(OPTIONS, db);
	await db.transaction(async (tx) => {
		await writeGrant(tx, "removed", grant(null, 1));
		await writeGrant(tx, "lowered", grant("viewer", 2));
		for (let index = 0; index < LIMITS.listedGrants - 2; index++)
			await writeGrant(tx, `guest-${index}`, grant("viewer", 10 + index, true));
	});
	const { workspace } = await openLocalWorkspace(OPTIONS, db);
	expect(workspace.members.listGrants()).toHaveLength(LIMITS.listedGrants);
	await db.transaction((tx) => writeGrant(tx, "guest-new", grant("viewer", 9_000, true)));
	const grants = (await openLocalWorkspace(OPTIONS, db)).workspace.members.listGrants();
	expect(grants).toHaveLength(LIMITS.listedGrants);
	expect(grants.slice(0, 3)).toEqual([
		{ userId: "removed", role: null },
		{ userId: "lowered", role: "viewer" },
		{ userId: "guest-new", role: "viewer" },
	]);
});
