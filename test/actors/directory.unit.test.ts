import type { RawAccess } from "rivetkit/db";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runSteps } from "../../actors/database/migrations.ts";
import { Directory, type WorkspaceCalls } from "../../actors/directory/Directory.ts";
import { parseDirectoryOptions } from "../../actors/directory/directoryOptions.ts";
import { DIRECTORY_MIGRATIONS } from "../../actors/directory/directoryTables.ts";
import type { MayList } from "../../actors/directory/Visibility.ts";
import { PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import type { WorkspaceReport } from "../../src/protocol/workspaceReport.ts";
import { TestDatabase } from "../harness/TestDatabase.ts";

const ADA = { userId: "ada", name: "Ada", role: "owner" } as const;

const report = (workspaceId: string, given: Partial<WorkspaceReport> = {}): WorkspaceReport => ({
	workspaceId,
	epoch: 1,
	number: 1,
	title: null,
	activity: "working",
	people: [],
	peopleCount: 0,
	lastActivityAt: 1,
	pending: [],
	pendingCount: 0,
	renameRole: "editor",
	leaseMs: 60_000,
	...given,
});

/** What the engine says of an actor that does not exist. */
const MISSING = new Error("There is none.");

async function open(calls: Partial<WorkspaceCalls> = {}, db?: RawAccess, mayList?: MayList) {
	const database = db ?? (new TestDatabase() as unknown as RawAccess);
	if (!db) await runSteps(database, DIRECTORY_MIGRATIONS);
	const work: Promise<void>[] = [];
	const directory = new Directory({
		tenant: "acme",
		db: database,
		log: () => undefined,
		settings: parseDirectoryOptions({ newWorkspaceId: () => "acme/new", mayList }),
		workspaces: {
			rename: async (_id, { title }) => ({ title }),
			reportNow: async () => undefined,
			create: async () => undefined,
			isMissing: (error) => error === MISSING,
			...calls,
		},
		clients: () => [{ id: "page", person: ADA, send: () => undefined }],
		keepAwake: (promise) => void work.push(promise),
	});
	const idsOf = async () =>
		(await directory.list(null, ADA, { after: null })).entries.map(({ workspaceId }) => workspaceId);
	return { directory, db: database, idsOf, settled: () => Promise.all(work) };
}

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] }));
afterEach(() => vi.useRealTimers());

test("an older report changes nothing, nor does a late one of an earlier start", async () => {
	const { directory } = await open();
	const titleOf = async () => (await directory.list(null, ADA, { after: null })).entries[0]?.title;
	await directory.report(report("acme/web", { number: 2, title: "Second" }));
	await directory.report(report("acme/web", { number: 1, title: "First" }));
	expect(await titleOf()).toBe("Second");
	await directory.report(report("acme/web", { epoch: 2, number: 1, title: "Restarted" }));
	expect(await titleOf()).toBe("Restarted");
	await directory.report(report("acme/web", { epoch: 1, number: 9, title: "Late" }));
	expect(await titleOf()).toBe("Restarted");
});

test("a start asks all that were at work, and later those whose report is old", async () => {
	const asked: string[] = [];
	const reportNow = async (id: string) => void asked.push(id);
	const first = await open();
	await first.directory.report(report("acme/works"));
	await first.directory.report(report("acme/rests", { activity: "idle", leaseMs: null }));
	const { directory, settled } = await open({ reportNow }, first.db);
	directory.wake();
	await settled();
	expect(asked).toEqual(["acme/works"]);

	await directory.report(report("acme/works", { number: 2 }));
	await vi.advanceTimersByTimeAsync(45_000);
	await settled();
	expect(asked).toEqual(["acme/works"]);
	await vi.advanceTimersByTimeAsync(30_000);
	await settled();
	expect(asked.length).toBeGreaterThan(1);
	await directory.stop();
});

test("a workspace that is gone leaves the list when it is asked or renamed", async () => {
	const { directory, idsOf, settled } = await open({
		reportNow: () => Promise.reject(MISSING),
		rename: () => Promise.reject(MISSING),
	});
	await directory.report(report("acme/works"));
	await directory.report(report("acme/rests", { leaseMs: null }));
	directory.wake();
	await settled();
	expect(await idsOf()).toEqual(["acme/rests"]);
	const renaming = directory.rename(ADA, { clientId: "a", workspaceId: "acme/rests", title: "Title" });
	await expect(renaming).rejects.toMatchObject({ info: { code: "not_found" } });
	expect(await idsOf()).toEqual([]);
	await directory.stop();
});

test("a workspace that cannot be reached stays, and is asked again later", async () => {
	let attempts = 0;
	const { directory, idsOf, settled } = await open({
		async reportNow() {
			attempts += 1;
			throw new Error("The engine is away.");
		},
	});
	await directory.report(report("acme/works"));
	directory.wake();
	await settled();
	expect(attempts).toBe(1);
	await vi.advanceTimersByTimeAsync(31_000);
	await settled();
	expect(attempts).toBeGreaterThan(1);
	expect(await idsOf()).toEqual(["acme/works"]);
	await directory.stop();
});

test("a request to create a workspace that is repeated gets the first one, and a reported one stays as it is", async () => {
	const { directory, idsOf } = await open();
	await directory.report(report("acme/new", { title: "Known" }));
	const request = { clientId: "a" };
	expect(await directory.create(ADA, request)).toEqual({ workspaceId: "acme/new" });
	expect(await directory.create(ADA, request)).toEqual({ workspaceId: "acme/new" });
	expect(await idsOf()).toEqual(["acme/new"]);
	expect((await directory.list(null, ADA, { after: null })).entries[0]?.title).toBe("Known");
});

test("a request to create a workspace is forgotten after 48 hours, and with the person who made it", async () => {
	const { directory, db } = await open();
	const creators = () => db.execute<{ user_id: string }>("SELECT user_id FROM requests");
	await directory.create(ADA, { clientId: "a" });
	await vi.advanceTimersByTimeAsync(48 * 3_600_000 - 1);
	await directory.create({ ...ADA, userId: "ben" }, { clientId: "b" });
	expect(await creators()).toHaveLength(2);
	await vi.advanceTimersByTimeAsync(2);
	await directory.create({ ...ADA, userId: "cleo" }, { clientId: "c" });
	expect(await creators()).toEqual([{ user_id: "ben" }, { user_id: "cleo" }]);
	await directory.forgetPerson("acme/other", "ben");
	expect(await creators()).toEqual([{ user_id: "cleo" }]);

	const next = await open({}, db);
	await vi.advanceTimersByTimeAsync(48 * 3_600_000 + 1);
	next.directory.wake();
	await next.settled();
	expect(await creators()).toEqual([]);
	await next.directory.stop();
});

test("an erased person has no pin in the workspace, and no role", async () => {
	const { directory, db } = await open();
	const grants = [{ userId: "ada", role: "editor" }] as const;
	await directory.report(report("acme/web", { unread: [{ userId: "ada", count: 2 }], grants }));
	await directory.pin(ADA, { clientId: "a", workspaceId: "acme/web", pinned: true });
	const entry = async () => (await directory.list(null, ADA, { after: null })).entries[0];
	expect(await entry()).toMatchObject({ isPinned: true, unread: 2, role: "editor" });
	await directory.forgetPerson("acme/web", "ada");
	expect(await entry()).toMatchObject({ isPinned: false, unread: null, role: "owner" });
	for (const table of ["pins", "unread", "grants"]) expect(await db.execute(`SELECT * FROM ${table}`)).toEqual([]);
	await directory.stop();
});

test("a host that takes long is asked about an open list when its answers are old, and only once at a time", async () => {
	const asked: number[] = [];
	let answer = () => {};
	const { directory } = await open({}, undefined, async ({ workspaceIds }) => {
		asked.push(workspaceIds.length);
		if (asked.length > 1) await new Promise<void>((resolve) => (answer = resolve));
		return workspaceIds.map(() => true);
	});
	// The answers are kept by the clock that always goes on.
	let now = 0;
	vi.spyOn(performance, "now").mockImplementation(() => now);
	const pass = async (ms: number) => {
		now += ms;
		await vi.advanceTimersByTimeAsync(ms);
	};
	await directory.report(report("acme/web", { leaseMs: null }));
	directory.wake();
	await directory.sync("page", ADA, { protocol: PROTOCOL_VERSION });
	for (let round = 0; round < 3; round++) await pass(15_000);
	expect(asked).toEqual([1]);
	await pass(15_000);
	expect(asked).toEqual([1, 1]);
	await pass(4_000);
	answer();
	await pass(0);
	await pass(11_000);
	expect(asked).toEqual([1, 1]);
	vi.restoreAllMocks();
	await directory.stop();
});

test("a page of 1,000 workspaces takes few milliseconds of the processor", async () => {
	vi.useRealTimers();
	const { directory } = await open();
	await Promise.all(
		Array.from({ length: 1_000 }, (_, index) => directory.report(report(`acme/${index}`, { lastActivityAt: index }))),
	);
	const before = process.cpuUsage();
	for (let page = 0; page < 20; page++) await directory.list(null, ADA, { after: null, limit: 50 });
	const { user, system } = process.cpuUsage(before);
	// Of 1,000 workspaces, each page reads about 100. It takes about 2 ms.
	expect((user + system) / 20).toBeLessThan(50_000);
	await directory.stop();
});
