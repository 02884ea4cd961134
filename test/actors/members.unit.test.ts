import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Identity } from "../../actors/access/identity.ts";
import { readAuditPage } from "../../actors/audit/AuditLog.ts";
import { readGrants, readInvites, revokeImportedInvites } from "../../actors/database/memberTables.ts";
import type { WorkspaceOptions } from "../../actors/options/workspaceOptions.ts";
import { LIMITS, type Role } from "../../src/protocol/index.ts";
import { parseRequest } from "../../src/rules/requests.ts";
import { openLocalWorkspace } from "../harness/openLocalWorkspace.ts";

const OPTIONS = { sandbox: { baseUrl: "http://127.0.0.1:9" }, onLog: () => undefined, roles: "workspace" } as const;
const ADA: Identity = { userId: "ada", name: "Ada Lovelace", role: "owner" };
const person = (userId: string, role: Role | null) => ({ userId, name: userId, role });

async function openWithPeople(options: Partial<WorkspaceOptions> = {}) {
	const opened = await openLocalWorkspace({ ...OPTIONS, ...options });
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
	const client = (id: string, userId: string, role: Role) => ({
		...{ id, userId, role, expiresAt: null, send: () => undefined },
		close: async (reason: string) => void closed.push(`${id} ${reason}`),
	});
	const clients = [client("old", "ben", "editor"), client("new", "ben", "approver"), client("owner", "ada", "owner")];
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
