import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import type { WorkspaceState, WorkspaceStore } from "../../src/core/index.ts";
import { createMemoryWorkspace, type MemoryWorkspace, type NetworkConditions } from "../../src/testing/index.ts";
import { createRandom } from "../harness/createRandom.ts";
import { createFakeClock, type FakeClock } from "./createFakeClock.ts";
import { randomChange } from "./randomChange.ts";
import { ADA, createTestStore } from "./startStore.ts";

const RUNS = 200;
const STEPS = 40;

test(`a client shows only states that existed, when messages are lost, duplicated or late and connections drop (${RUNS} runs)`, async () => {
	for (let seed = 1; seed <= RUNS; seed++) await runWorld(seed, { isReadingHistory: false });
});

test(`a client ends in the state of a fresh one, including the history it has loaded (${RUNS} runs)`, async () => {
	for (let seed = 1; seed <= RUNS; seed++) await runWorld(-seed, { isReadingHistory: true });
});

async function runWorld(seed: number, { isReadingHistory }: { isReadingHistory: boolean }): Promise<void> {
	const random = createRandom(seed);
	const clock = createFakeClock();
	const workspace = createMemoryWorkspace({ clock });
	const truths = new Map([[momentOf(workspace.get()), workspace.get()]]);
	workspace.subscribe((state) => truths.set(momentOf(state), state));
	const network = { isBad: true };
	const createClient = () => {
		const faults = randomFaults(random, network);
		return createTestStore({ connect: workspace.connect(ADA, faults), clock, limits: { pageSize: 6 } });
	};

	const seen: WorkspaceState[] = [];
	const clients = [createClient(), createClient(), createClient()];
	const stops = clients.map((client) => client.start());
	for (const client of isReadingHistory ? [] : clients) {
		client.subscribe(() => seen.push(client.get()));
	}
	const snapshots = [workspace.get()];
	for (let step = 0; step < STEPS; step++) {
		takeStep({ random, workspace, snapshots });
		if (isReadingHistory && random() < 0.2) void clients[step % 3]?.loadOlder();
		await advanceRandomly(clock, random);
	}

	network.isBad = false;
	workspace.restoreConnections();
	await clock.advance(40_000);
	workspace.broadcastHead();
	await clock.advance(5_000);

	for (const state of seen) expectTruth(state, truths.get(momentOf(state)), seed);
	const fresh = createClient();
	stops.push(fresh.start());
	await clock.settle();
	for (const client of [...clients, fresh]) expectTruth(client.get(), workspace.get(), seed);
	for (const client of clients) expectFresh(client, fresh);
	for (const stop of stops) stop();
}

interface World {
	readonly random: () => number;
	readonly workspace: MemoryWorkspace;
	readonly snapshots: WorkspaceState[];
}

function takeStep({ random, workspace, snapshots }: World): void {
	const dice = random();
	if (dice < 0.75) {
		const changes = Array.from({ length: 1 + Math.floor(random() * 3) }, () => randomChange(workspace.get(), random));
		workspace.apply(...changes);
	} else if (dice < 0.8) workspace.broadcastHead();
	else if (dice < 0.85) workspace.dropConnections();
	else if (dice < 0.93) workspace.restoreConnections();
	else if (dice < 0.96) workspace.restart(snapshots[Math.floor(random() * snapshots.length)]);
	else snapshots.push(workspace.get());
}

async function advanceRandomly(clock: FakeClock, random: () => number): Promise<void> {
	const dice = random();
	if (dice < 0.5) await clock.settle();
	else if (dice < 0.8) await clock.advance(random() * 400);
}

function randomFaults(random: () => number, network: { readonly isBad: boolean }): NetworkConditions {
	return {
		broadcast() {
			const dice = network.isBad ? random() : 1;
			if (dice < 0.2) return "drop";
			if (dice < 0.35) return "duplicate";
			return dice < 0.5 ? { delayMs: random() * 300 } : "deliver";
		},
		call() {
			const dice = network.isBad ? random() : 1;
			if (dice < 0.05) return "lose_response";
			return dice < 0.5 ? { delayMs: random() * 200 } : "deliver";
		},
	};
}

/** Expects the newest part of the timeline as it was at that moment, and the rest of the state completely. */
function expectTruth(state: WorkspaceState, truth: WorkspaceState | undefined, seed: number): void {
	if (!state.loaded) return;
	const seen = describe(state, state.itemIds.length);
	const was = truth && describe(truth, state.itemIds.length);
	// `expect` is slow, and this runs a hundred thousand times.
	if (!isDeepStrictEqual(seen, was)) expect(seen, `seed ${seed}`).toEqual(was);
}

function describe(state: WorkspaceState, newest: number) {
	const { epoch, seq, session, turn, queue, approvals, participants, itemIds, items, hasOlder } = state;
	const window = itemIds.slice(itemIds.length - newest).map((id) => items.get(id));
	const facts = { epoch, seq, session, turn, queue, approvals, participants };
	return { ...facts, window, hasOlder: hasOlder || newest < itemIds.length };
}

function expectFresh(client: WorkspaceStore, fresh: WorkspaceStore): void {
	// A client keeps the colors of people it has known, so they depend on what it saw. So does what is new for it.
	const { itemIds, items, hasOlder, history, outbox, personMarks, ...rest } = fresh.get();
	const { read, unreadSince, unreadSummary, ...facts } = rest;
	expect(client.get()).toMatchObject(facts);
	for (const userId of personMarks.keys()) expect(client.get().personMarks.has(userId)).toBe(true);
	expect(client.get().itemIds.slice(-itemIds.length)).toEqual(itemIds);
	expect(outbox).toEqual([]);
	for (const [id, item] of items) expect(client.get().items.get(id)).toEqual(item);
}

function momentOf({ epoch, seq }: WorkspaceState): string {
	return `${epoch}:${seq}`;
}
