import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test, vi } from "vitest";
import { readPersonRole } from "../../actors/database/peopleTable.ts";
import { LIMITS, type Role } from "../../src/protocol/index.ts";
import { isAboutPeople } from "../../src/rules/people.ts";
import { type LocalWorkspace, openLocalWorkspace } from "../harness/openLocalWorkspace.ts";

const OPTIONS = { sandbox: { baseUrl: "http://127.0.0.1:9" }, onLog: () => undefined };

const person = (userId: string, role: Role = "editor") => ({ userId, name: userId.toUpperCase(), role });

/** What the timeline says of people: by whom, and what. */
async function saidIn({ db }: LocalWorkspace): Promise<readonly string[]> {
	const rows = await db.execute<{ body: string }>("SELECT body FROM items ORDER BY ord");
	return rows.flatMap(({ body }) => {
		const item = JSON.parse(body);
		return isAboutPeople(item) ? [`${item.by?.userId ?? "host"} ${item.event.type}`] : [];
	});
}

test("people who open the workspace together are stored together, each once", async () => {
	const opened = await openLocalWorkspace(OPTIONS);
	const { people, writer } = opened.workspace;
	const commits = vi.spyOn(opened.db, "transaction");
	for (const userId of ["ada", "ben", "cleo", "ben", "cleo", "dan"]) people.open(person(userId));
	await writer.idle();
	expect(await saidIn(opened)).toEqual(["ben person_joined", "cleo person_joined", "dan person_joined"]);
	people.open(person("ben"));
	await writer.idle();
	expect(commits).toHaveBeenCalledTimes(1);
});

test("what is known of people outlives the process", async () => {
	const first = await openLocalWorkspace(OPTIONS);
	for (const userId of ["ada", "ben"]) first.workspace.people.open(person(userId));
	await first.workspace.writer.idle();
	const next = await openLocalWorkspace(OPTIONS, first.db);
	next.workspace.people.open(person("ben"));
	next.workspace.people.open(person("ada", "owner"));
	await next.workspace.writer.idle();
	expect(await saidIn(next)).toEqual(["ben person_joined", "host role_changed"]);
});

test("whoever has prompted in an older version does not join, and their role is not said to have changed", async () => {
	const first = await openLocalWorkspace(OPTIONS);
	await first.workspace.writer.commit("test", async ({ put }) => {
		put({
			kind: "prompt",
			id: randomUUID(),
			turnId: null,
			createdAt: 1,
			by: { userId: "ada", name: "Ada" },
			clientId: randomUUID(),
			text: "Hello",
			attachments: [],
			state: "done",
			result: null,
		});
	});
	await first.workspace.sleep();
	const next = await openLocalWorkspace(OPTIONS, first.db);
	next.workspace.people.open(person("ada"));
	next.workspace.people.open(person("zoe"));
	await next.workspace.writer.idle();
	expect(await saidIn(next)).toEqual(["zoe person_joined"]);
});

test("of more people than are remembered the longest absent is forgotten, and nobody is said to be new", async () => {
	const opened = await openLocalWorkspace(OPTIONS);
	const { people, writer } = opened.workspace;
	for (let number = 0; number < LIMITS.people; number++) {
		await opened.db.execute(
			"INSERT INTO people (user_id, name, avatar_url, role, first_seen_at, last_seen_at) VALUES (?, '', NULL, 'viewer', ?, ?)",
			...[`visitor-${number}`, number, number],
		);
	}
	await opened.db.execute("DELETE FROM people WHERE user_id = 'visitor-7'");
	people.open(person("last"));
	await writer.idle();
	// Whoever is here, and whoever has a role by an owner, is not forgotten.
	opened.workspace.presence.join("page", person("visitor-0", "viewer"));
	await opened.db.execute(
		"INSERT INTO grants (user_id, role, by_json, invite_id, at) VALUES ('visitor-1', 'editor', '{}', NULL, 1)",
	);
	people.open(person("more"));
	await writer.idle();
	expect(await saidIn(opened)).toEqual(["last person_joined"]);
	const [row] = await opened.db.execute("SELECT count(*) AS count FROM people");
	expect(row).toEqual({ count: LIMITS.people });
	for (const userId of ["visitor-0", "visitor-1"]) expect(await readPersonRole(opened.db, userId)).toBe("viewer");
	expect(await readPersonRole(opened.db, "visitor-2")).toBeUndefined();
	expect(await readPersonRole(opened.db, "more")).toBe("editor");
});

test("whoever is here was seen now, and after that when they left", async () => {
	vi.useFakeTimers({ toFake: ["Date"], now: 1_000 });
	onTestFinished(() => void vi.useRealTimers());
	const { people, presence, writer } = (await openLocalWorkspace(OPTIONS)).workspace;
	for (const userId of ["ada", "ben"]) {
		presence.join(userId, person(userId));
		people.open(person(userId));
	}
	await writer.idle();
	const seen = async () => (await people.list({})).people.map(({ userId, lastSeenAt }) => [userId, lastSeenAt]);
	vi.setSystemTime(5_000);
	presence.leave("ben");
	await writer.idle();
	vi.setSystemTime(9_000);
	expect(await seen()).toEqual([
		["ada", 9_000],
		["ben", 5_000],
	]);
});

test("somebody who cannot be stored is logged, and stored with the next who comes", async () => {
	const logged: string[] = [];
	const opened = await openLocalWorkspace({ ...OPTIONS, onLog: ({ event }) => void logged.push(event) });
	const { people } = opened.workspace;
	opened.db.failCommits("workspace.people", 1);
	people.open(person("ada"));
	await expect.poll(() => logged).toContain("person_not_stored");
	people.open(person("ben"));
	await expect.poll(() => readPersonRole(opened.db, "ben")).toBe("editor");
	expect(await readPersonRole(opened.db, "ada")).toBe("editor");
	expect(await saidIn(opened)).toEqual(["ben person_joined"]);
});
