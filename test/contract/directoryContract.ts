import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
	createDirectoryStore,
	type DirectoryState,
	type DirectoryStore,
	type WorkspaceError,
} from "../../src/core/index.ts";
import { LIMITS } from "../../src/protocol/index.ts";
import { DEADLINE } from "./deadline.ts";
import type { DirectoryHarness, DirectoryPerson } from "./directoryHarness.ts";
import { until } from "./until.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };
const MINUTE_MS = 60_000;
const NOW = 1_900_000_000_000;
const REPORTS_AT_ONCE = 20;

interface OpenDirectory extends DirectoryStore {
	until<Found>(find: (state: DirectoryState) => Found, what: string): Promise<NonNullable<Found>>;
}

/** What a directory does, as tests that the in-memory one and the real actor pass. */
export function describeDirectory(name: string, startHarness: () => Promise<DirectoryHarness>): void {
	let harness: DirectoryHarness;
	const closers: (() => void)[] = [];
	let count = 0;
	/** Each test has workspaces of its own, which it finds by a word. */
	const newWord = () => `word${++count}`;
	beforeAll(async () => {
		harness = await startHarness();
	});
	afterAll(() => harness?.stop());
	afterEach(() => {
		for (const close of closers.splice(0)) close();
	});

	async function open(person: DirectoryPerson, search: string): Promise<OpenDirectory> {
		const store = createDirectoryStore({ connect: harness.connect(person), limits: { backoffMs: [20, 500] } });
		store.setQuery({ search });
		closers.push(store.start());
		const opened: OpenDirectory = {
			...store,
			until: (find, what) => until(store.subscribe, () => find(store.get()), what),
		};
		await opened.until(({ loaded }) => loaded, "the list");
		return opened;
	}
	/** Some at a time: they are one process here, and an engine on a busy machine answers within 2 s or not at all. */
	async function reportAll(reports: readonly Parameters<DirectoryHarness["report"]>[0][]): Promise<void> {
		for (let start = 0; start < reports.length; start += REPORTS_AT_ONCE)
			await Promise.all(reports.slice(start, start + REPORTS_AT_ONCE).map((report) => harness.report(report)));
	}
	const errorOf = (promise: Promise<unknown>) =>
		promise.then(
			() => expect.unreachable("It was accepted"),
			(error: WorkspaceError) => error,
		);

	test(`${name}: what a workspace reports is in the list, and what it reports next too`, async () => {
		const word = newWord();
		const workspaceId = `${word}/web`;
		const list = await open(ADA, word);
		expect(list.get().workspaceIds).toEqual([]);

		await harness.report({ workspaceId, title: "Checkout", activity: "working", people: [BEN], lastActivityAt: NOW });
		await list.until(({ workspaceIds }) => workspaceIds.includes(workspaceId), "the workspace");
		expect(list.get().entries.get(workspaceId)).toMatchObject({
			title: "Checkout",
			activity: "working",
			people: [BEN],
			peopleCount: 1,
			lastActivityAt: NOW,
			unread: null,
			isPinned: false,
			archivedAt: null,
		});

		await harness.report({ workspaceId, activity: "failed", people: [], title: "Checkout", lastActivityAt: NOW + 1 });
		await list.until(({ entries }) => entries.get(workspaceId)?.activity === "failed", "the next report");
		expect(list.get().entries.get(workspaceId)).toMatchObject({ people: [], peopleCount: 0 });
	});

	test(`${name}: the latest activity is first, and what is pinned before it, for the person who has pinned it`, async () => {
		const word = newWord();
		const [one, two, three] = [`${word}/1`, `${word}/2`, `${word}/3`];
		for (const [index, workspaceId] of [one, two, three].entries())
			await harness.report({ workspaceId, lastActivityAt: NOW + index * MINUTE_MS });
		const ada = await open(ADA, word);
		const ben = await open(BEN, word);
		expect(ada.get().workspaceIds).toEqual([three, two, one]);

		await ada.pinWorkspace(one, true);
		await ada.until(({ workspaceIds }) => workspaceIds[0] === one, "the pin");
		await harness.report({ workspaceId: two, lastActivityAt: NOW + 10 * MINUTE_MS });
		await ada.until(({ workspaceIds }) => workspaceIds[1] === two, "the activity");
		expect(ada.get().workspaceIds).toEqual([one, two, three]);
		await ben.until(({ workspaceIds }) => workspaceIds[0] === two, "the activity");
		expect(ben.get().workspaceIds).toEqual([two, three, one]);
		expect((await open(ADA, word)).get().workspaceIds).toEqual([one, two, three]);

		await ada.pinWorkspace(one, false);
		await ada.until(({ workspaceIds }) => workspaceIds[2] === one, "the pin to go");
	});

	test(`${name}: a list is loaded page by page, each workspace once`, async () => {
		const word = newWord();
		const ids = Array.from({ length: 130 }, (_, index) => `${word}/${String(index).padStart(3, "0")}`);
		// Of some the time is the same.
		await reportAll(ids.map((workspaceId, index) => ({ workspaceId, lastActivityAt: NOW - Math.floor(index / 3) })));
		const list = await open(ADA, word);
		expect(list.get()).toMatchObject({ list: { status: "loaded", hasMore: true } });
		expect(list.get().workspaceIds).toEqual(ids.slice(0, LIMITS.defaultDirectoryPage));
		await list.pinWorkspace(ids[100] ?? "", true);
		await list.until(({ workspaceIds }) => workspaceIds[0] === ids[100], "the pin");
		while (list.get().next !== null) await list.loadMore();
		const expected = [ids[100], ...ids.filter((_, index) => index !== 100)];
		expect(list.get().workspaceIds).toEqual(expected);
		expect(list.get().list).toEqual({ status: "loaded", hasMore: false });
	});

	test(`${name}: a page is not larger than it may be`, async () => {
		const word = newWord();
		const people = Array.from({ length: LIMITS.listedPeople }, (_, index) => ({
			userId: `${index}`,
			name: "n".repeat(200),
			avatarUrl: `https://example.com/${"a".repeat(1_500)}`,
		}));
		const ids = Array.from({ length: 60 }, (_, index) => `${word}/${index}`);
		await reportAll(ids.map((workspaceId) => ({ workspaceId, people, lastActivityAt: NOW })));
		const lost = () => {};
		const { promise: opened, resolve } = Promise.withResolvers<void>();
		const connection = harness.connect(ADA)({
			onOpen: resolve,
			onLost: lost,
			onRefused: lost,
			onPatches: lost,
			onHead: lost,
		});
		closers.push(() => connection.close());
		await opened;
		const request = { search: word, limit: LIMITS.directoryPage };
		const first = await connection.call("listWorkspaces", { ...request, after: null }, DEADLINE);
		expect(JSON.stringify(first.entries).length).toBeLessThanOrEqual(LIMITS.directoryPageBytes + 2);
		const found = [...first.entries];
		for (let next = first.next; next !== null; ) {
			const page = await connection.call("listWorkspaces", { ...request, after: next }, DEADLINE);
			found.push(...page.entries);
			next = page.next;
		}
		expect(new Set(found.map(({ workspaceId }) => workspaceId)).size).toBe(ids.length);
	});

	test(`${name}: words of the title and the id are found in any case and order`, async () => {
		const word = newWord();
		const workspaceId = `${word}/payments`;
		await harness.report({ workspaceId, title: "Größe der Kasse", lastActivityAt: NOW });
		await harness.report({ workspaceId: `${word}/other`, title: "Login", lastActivityAt: NOW });
		const list = await open(ADA, `KASSE  ${word} grösse`.replace("grösse", "größe"));
		expect(list.get().workspaceIds).toEqual([workspaceId]);
		list.setQuery({ search: `${word} payments login` });
		await list.until(({ loaded, workspaceIds }) => loaded && workspaceIds.length === 0, "nothing to be found");
	});

	test(`${name}: a workspace that stops matching leaves the list, and one that begins to joins it`, async () => {
		const word = newWord();
		const [one, two] = [`${word}/1`, `${word}/2`];
		await harness.report({ workspaceId: one, activity: "working", lastActivityAt: NOW });
		await harness.report({ workspaceId: two, activity: "idle", lastActivityAt: NOW });
		const list = await open(ADA, word);
		list.setQuery({ filter: "working" });
		await list.until(({ loaded }) => loaded, "the list");
		expect(list.get().workspaceIds).toEqual([one]);
		await harness.report({ workspaceId: two, activity: "working", lastActivityAt: NOW + 1 });
		await harness.report({ workspaceId: one, activity: "failed", lastActivityAt: NOW + 2 });
		await list.until(({ workspaceIds }) => workspaceIds.join() === two, "the list to change");
	});

	test(`${name}: what a person may answer counts as attention, until they have answered`, async () => {
		const word = newWord();
		const [asks, reads] = [`${word}/asks`, `read/${word}`];
		const pending = [
			{ id: "1", role: "approver", except: [] },
			{ id: "2", role: "owner", except: [] },
			{ id: "3", role: "editor", except: ["ben"] },
		] as const;
		for (const workspaceId of [asks, reads])
			await harness.report({ workspaceId, activity: "waiting", pending, pendingCount: 3, lastActivityAt: NOW });
		const ada = await open(ADA, word);
		const ben = await open({ ...BEN, role: "approver" }, word);
		expect(ada.get().entries.get(asks)).toMatchObject({ pending: 3, attention: 3 });
		expect(ben.get().entries.get(asks)).toMatchObject({ pending: 3, attention: 1 });
		expect(ada.get().entries.get(reads)).toMatchObject({ pending: 3, attention: 0, role: "viewer", mayRename: false });
		ada.setQuery({ filter: "attention" });
		await ada.until(({ loaded }) => loaded, "the list");
		expect(ada.get().workspaceIds).toEqual([asks]);
	});

	test(`${name}: attention counts what waits for the person alone, and not what somebody else takes care of`, async () => {
		const word = newWord();
		const workspaceId = `${word}/web`;
		const claimed = (claimedBy: string) => [{ id: "1", role: "approver", except: [], claimedBy }] as const;
		await harness.report({
			workspaceId,
			lastActivityAt: NOW,
			pending: claimed("ada"),
			attention: [{ userId: "ben", count: 2 }],
		});
		const ada = await open(ADA, word);
		const ben = await open(BEN, word);
		const attentionOf = ({ get }: OpenDirectory) => get().entries.get(workspaceId)?.attention;
		expect([attentionOf(ada), attentionOf(ben)]).toEqual([1, 2]);
		// A report without the counts leaves them as they are.
		await harness.report({ workspaceId, lastActivityAt: NOW, pending: claimed("ben") });
		await ada.until(() => attentionOf(ada) === 0, "nothing to wait for Ada");
		await ben.until(() => attentionOf(ben) === 3, "it to wait for Ben");
		expect((await open(BEN, word)).get().entries.get(workspaceId)?.attention).toBe(3);
		await harness.report({ workspaceId, lastActivityAt: NOW, pending: [], attention: [] });
		await ben.until(() => attentionOf(ben) === 0, "nothing to wait for Ben");
	});

	test(`${name}: unread counts are those of each person`, async () => {
		const word = newWord();
		const workspaceId = `${word}/web`;
		await harness.report({ workspaceId, lastActivityAt: NOW, unread: [{ userId: "ada", count: 4 }] });
		expect((await open(ADA, word)).get().entries.get(workspaceId)?.unread).toBe(4);
		expect((await open(BEN, word)).get().entries.get(workspaceId)?.unread).toBe(null);
	});

	test(`${name}: an archived workspace is in the archive only, and comes back`, async () => {
		const word = newWord();
		const workspaceId = `${word}/web`;
		await harness.report({ workspaceId, lastActivityAt: NOW });
		const ada = await open(ADA, word);
		const ben = await open({ ...BEN, role: "editor" }, word);
		expect(await errorOf(ben.archiveWorkspace(workspaceId, true))).toMatchObject({ code: "forbidden" });
		await ada.archiveWorkspace(workspaceId, true);
		await ben.until(({ workspaceIds }) => workspaceIds.length === 0, "it to go");
		ada.setQuery({ filter: "archived" });
		await ada.until(({ loaded, workspaceIds }) => loaded && workspaceIds.includes(workspaceId), "the archive");
		await ada.archiveWorkspace(workspaceId, false);
		await ben.until(({ workspaceIds }) => workspaceIds.includes(workspaceId), "it to come back");
		await ada.until(({ workspaceIds }) => workspaceIds.length === 0, "the archive to be empty");
	});

	test(`${name}: nobody learns of a workspace that they may not see`, async () => {
		const word = newWord();
		const workspaceId = `secret/${word}`;
		await harness.report({ workspaceId, lastActivityAt: NOW });
		const ada = await open(ADA, word);
		const ben = await open(BEN, word);
		expect(ada.get().workspaceIds).toEqual([workspaceId]);
		expect(ben.get().workspaceIds).toEqual([]);
		for (const act of [
			() => ben.pinWorkspace(workspaceId, true),
			() => ben.archiveWorkspace(workspaceId, true),
			() => ben.renameWorkspace(workspaceId, "Mine"),
		])
			expect(await errorOf(act())).toMatchObject({ code: "not_found" });
		expect(await errorOf(ben.pinWorkspace("secret/none", true))).toMatchObject({ code: "not_found" });

		await harness.report({ workspaceId, title: "Next", lastActivityAt: NOW + 1 });
		await ada.until(({ entries }) => entries.get(workspaceId)?.title === "Next", "the report");
		expect(ben.get()).toMatchObject({ workspaceIds: [], seq: ben.get().seq });

		await harness.showSecrets(true);
		await ben.until(({ workspaceIds }) => workspaceIds.includes(workspaceId), "the access");
		await harness.showSecrets(false);
		await ben.until(({ workspaceIds }) => workspaceIds.length === 0, "the access to end");
	});

	test(`${name}: what was decided in a workspace goes before what the host says, but not where the host refuses`, async () => {
		const word = newWord();
		const [web, invited, secret] = [`${word}/web`, `invited/${word}`, `secret/${word}`];
		for (const workspaceId of [web, invited, secret]) await harness.report({ workspaceId, lastActivityAt: NOW });
		const ben = await open({ ...BEN, role: "owner" }, word);
		const cleo = await open({ userId: "cleo", name: "Cleo", role: null }, word);
		expect(ben.get().workspaceIds).toEqual([web]);
		expect(cleo.get()).toMatchObject({ workspaceIds: [], self: { mayCreate: false } });
		expect(await errorOf(cleo.createWorkspace())).toMatchObject({ code: "forbidden" });

		const grants = [
			{ userId: "ben", role: "editor" },
			{ userId: "cleo", role: "commenter" },
		] as const;
		for (const workspaceId of [web, invited, secret])
			await harness.report({ workspaceId, grants, lastActivityAt: NOW });
		await ben.until(({ workspaceIds }) => workspaceIds.length === 2, "the workspace that Ben is invited to");
		await cleo.until(({ workspaceIds }) => workspaceIds.length === 2, "the workspaces that Cleo has a role in");
		expect(ben.get().entries.get(web)).toMatchObject({ role: "editor", mayArchive: false });
		expect(cleo.get().entries.get(invited)).toMatchObject({ role: "commenter", mayRename: false });
		expect(await errorOf(ben.archiveWorkspace(web, true))).toMatchObject({ code: "forbidden" });
		expect((await open({ ...BEN, role: "owner" }, word)).get().workspaceIds.toSorted()).toEqual([invited, web]);

		// A report without them leaves them as they are.
		await harness.report({ workspaceId: web, title: "Checkout", lastActivityAt: NOW });
		await ben.until(({ entries }) => entries.get(web)?.title === "Checkout", "the title");
		expect(ben.get().entries.get(web)?.role).toBe("editor");
		await harness.report({ workspaceId: web, grants: [{ userId: "ben", role: null }], lastActivityAt: NOW });
		await ben.until(({ workspaceIds }) => workspaceIds.join() === invited, "Ben to be removed");
		await cleo.until(({ workspaceIds }) => workspaceIds.join() === invited, "Cleo to have no role any more");
		for (const act of [
			() => ben.pinWorkspace(web, true),
			() => ben.archiveWorkspace(web, true),
			() => ben.renameWorkspace(web, "Mine"),
		])
			expect(await errorOf(act())).toMatchObject({ code: "not_found" });
		expect((await open({ ...BEN, role: "owner" }, word)).get().workspaceIds).toEqual([invited]);
	});

	test(`${name}: a destroyed workspace leaves every list`, async () => {
		const word = newWord();
		const workspaceId = `${word}/web`;
		await harness.report({ workspaceId, lastActivityAt: NOW });
		const list = await open(ADA, word);
		await harness.remove(workspaceId);
		await list.until(({ workspaceIds }) => workspaceIds.length === 0, "it to go");
		expect((await open(ADA, word)).get().workspaceIds).toEqual([]);
	});

	test(`${name}: a new workspace has an id of the host's, and is in the list`, async () => {
		const list = await open(ADA, "new/");
		expect(list.get().self).toMatchObject({ userId: "ada", mayCreate: true });
		const workspaceId = await list.createWorkspace();
		expect(workspaceId).toMatch(/^new\//);
		await list.until(({ workspaceIds }) => workspaceIds.includes(workspaceId), "the workspace");
		const viewer = await open({ ...BEN, role: "viewer" }, "new/");
		expect(viewer.get().self?.mayCreate).toBe(false);
		expect(await errorOf(viewer.createWorkspace())).toMatchObject({ code: "forbidden" });
	});

	test(`${name}: requests that are no requests are refused`, async () => {
		const list = await open(ADA, newWord());
		expect(await errorOf(list.renameWorkspace("a", " "))).toMatchObject({ code: "invalid_argument" });
		const long = "t".repeat(LIMITS.titleCharacters + 1);
		expect(await errorOf(list.renameWorkspace("a", long))).toMatchObject({ code: "invalid_argument" });
		expect(await errorOf(list.renameWorkspace("nobody/has/it", "Title"))).toMatchObject({ code: "not_found" });
	});
}
