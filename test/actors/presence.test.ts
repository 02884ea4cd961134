import { afterAll, beforeAll, expect, test } from "vitest";
import { type Clock, createWorkspaceStore, type PageVisibility, type WorkspaceStore } from "../../src/core/index.ts";
import { systemClock } from "../../src/core/platform/timing.ts";
import { INTERVALS } from "../../src/protocol/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { FaultyProxy } from "../faults/FaultyProxy.ts";
import { loadFactor } from "../harness/loadFactor.ts";
import { waitFor } from "../harness/waitFor.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

let server: WorkspaceServer;
let proxy: FaultyProxy;
const leaves = new Set<() => void>();

beforeAll(async () => {
	server = await startWorkspaceServer();
	proxy = await FaultyProxy.start(server.engine.endpoint);
});
afterAll(async () => {
	for (const leave of leaves) leave();
	await proxy.stop();
	await server.stop();
});

interface Joined {
	readonly userId: string;
	readonly store: WorkspaceStore;
	leave(): void;
}

const HIDDEN: PageVisibility = { isVisible: () => false, subscribe: () => () => undefined };

function join(
	workspaceId: string,
	userId: string,
	{
		endpoint = server.engine.endpoint,
		visibility,
		clock,
	}: { endpoint?: string; visibility?: PageVisibility; clock?: Clock } = {},
): Joined {
	const connect = connectRivet({ workspaceId, endpoint, getParams: () => ({ userId, name: userId }) });
	const store = createWorkspaceStore({ workspaceId, connect, storage: null, visibility, clock });
	const stop = store.start();
	leaves.add(stop);
	const leave = () => {
		leaves.delete(stop);
		stop();
	};
	return { userId, store, leave };
}

/** What a person sees of the others. */
function seenBy({ userId, store }: Joined): Readonly<Record<string, string>> {
	const others = [...store.get().presence.people.values()].filter((entry) => entry.userId !== userId);
	return Object.fromEntries(others.map((entry) => [entry.userId, `${entry.status} ${entry.typing} ${entry.itemId}`]));
}

const PEOPLE = 50;

test("50 connections that come, leave and type see the same of each other within 2 s", async () => {
	const id = "presence-crowd";
	await wakeWorkspace(server.client(), id, { userId: "first", name: "first" });
	const people = Array.from({ length: PEOPLE }, (_, index) => join(id, `person-${index}`));
	const isHere = ({ store }: Joined) => store.get().participants.length === PEOPLE;
	await waitFor(() => people.every(isHere), "all to be there", 60_000);

	// Everybody reads on and types, and every fifth goes and comes back with another connection.
	for (let round = 0; round < 5; round++) {
		for (const [index, person] of people.entries()) {
			person.store.updatePresence({ itemId: `item-${index}-${round}` });
			person.store.setDraft(round % 2 === 0 ? "Add a greeting" : "");
			if (index % 10 !== round) continue;
			person.leave();
			people[index] = join(id, person.userId);
		}
		await waitFor(() => people.every(isHere), "those who went to be back", 60_000);
	}

	const last = (index: number) => (index % 3 === 0 ? "note" : null);
	for (const [index, { store }] of people.entries()) {
		store.updatePresence({ itemId: `last-${index}`, typing: last(index) });
	}
	const since = performance.now();
	const expected = Object.fromEntries(
		people.map(({ userId }, index) => [userId, `here ${last(index)} last-${index}`] as const),
	);
	const isConverged = (person: Joined) => {
		const seen = seenBy(person);
		return people.every(({ userId }) => userId === person.userId || seen[userId] === expected[userId]);
	};
	await waitFor(() => people.every(isConverged), "everybody to see the same", 30_000);
	expect(performance.now() - since).toBeLessThan(2_000 * loadFactor());
	for (const { leave } of people) leave();
}, 180_000);

test("whose connection was dropped without a word has left within 10 s, also if the page was hidden, and is back with the next one", async () => {
	const id = "presence-dropped";
	await wakeWorkspace(server.client(), id, { userId: "ben", name: "ben" });
	// Zoe’s page is hidden, and does not come back by itself.
	const gone = await FaultyProxy.start(server.engine.endpoint);
	const [ada, ben] = [join(id, "ada", { endpoint: proxy.endpoint }), join(id, "ben")];
	const zoe = join(id, "zoe", { endpoint: gone.endpoint, visibility: HIDDEN });
	// The browser lets no timer of Yan’s page run.
	let isFrozen = false;
	const setTimer: Clock["setTimer"] = (run, ms) => systemClock.setTimer(() => isFrozen || run(), ms);
	const yan = join(id, "yan", { visibility: HIDDEN, clock: { ...systemClock, setTimer } });
	const isSeen = () => Boolean(seenBy(ben).ada && seenBy(ada).ben && seenBy(ben).zoe && seenBy(ben).yan);
	await waitFor(isSeen, "them to see each other");
	isFrozen = true;
	proxy.strike("swallow");
	gone.strike("swallow");
	gone.refuseNew();
	const since = performance.now();
	await waitFor(() => !seenBy(ben).ada && !seenBy(ben).zoe, "Ada and Zoe to be gone", 30_000);
	expect(performance.now() - since).toBeLessThan(10_000 * loadFactor());
	const isParticipant = (userId: string) => ben.store.get().participants.some((other) => other.userId === userId);
	await waitFor(() => !isParticipant("ada") && !isParticipant("zoe"), "them to be no participants");
	ada.store.reconnect();
	await waitFor(() => seenBy(ben).ada !== undefined, "Ada to be back", 30_000);
	// What Yan’s page has said last was longer ago.
	await waitFor(() => performance.now() - since > INTERVALS.presenceTimeoutMs, "9 s to pass");
	expect(isParticipant("yan")).toBe(true);
	for (const { leave } of [ada, ben, zoe, yan]) leave();
	gone.strike("cut");
}, 120_000);

test("who closes the page has left at once", async () => {
	const id = "presence-closed";
	await wakeWorkspace(server.client(), id, { userId: "ben", name: "ben" });
	const [ada, ben] = [join(id, "ada"), join(id, "ben")];
	await waitFor(() => seenBy(ben).ada !== undefined, "Ada to be seen");
	const since = performance.now();
	ada.leave();
	await waitFor(() => !seenBy(ben).ada && ben.store.get().participants.length === 1, "Ada to be gone");
	expect(performance.now() - since).toBeLessThan(2_000 * loadFactor());
	ben.leave();
});
