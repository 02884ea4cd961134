import { setTimeout as delay } from "node:timers/promises";
import { createWorkspaceStore } from "../../src/core/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import type { Bench } from "./Bench.ts";
import { median } from "./median.ts";
import { type BenchClient, startBenchServer } from "./workspace/startBenchServer.ts";

const WORKSPACE = "busy";
const CHUNK = "a few words of an answer, ";
const ROUNDS = 9;
/** Rivet silently drops broadcasts once about a thousand are in flight, so a burst must stay below that. */
const MESSAGES_ON_THE_WAY = 600;
const LIMIT_MS = 20_000;

/** A client that waits for all chunks of a round. */
interface Follower {
	hasAll(round: number, chunks: number): Promise<void>;
	leave(): unknown;
}

/** The complete path: a store that reduces the workspace's patches. */
async function followStore(client: BenchClient): Promise<Follower> {
	const connect = connectRivet({ workspaceId: WORKSPACE, client, getParams: () => ({ userId: "ada" }) });
	const store = createWorkspaceStore({ workspaceId: WORKSPACE, connect, storage: null });
	const stop = store.start();
	const until = (isThere: () => boolean) =>
		new Promise<void>((resolve) => {
			const check = () => {
				if (isThere()) resolve();
			};
			store.subscribe(check);
			check();
		});
	await until(() => store.get().loaded);
	const textOf = (round: number) => {
		const item = store.get().items.get(`round-${round}`);
		return item?.kind === "message" ? item.text : "";
	};
	return { hasAll: (round, chunks) => until(() => textOf(round).length === CHUNK.length * chunks), leave: stop };
}

/** The minimum: a listener that counts plain broadcasts. */
async function followBroadcast(client: BenchClient): Promise<Follower> {
	const connection = client.workspace.getOrCreate([WORKSPACE], { params: { userId: "ada" } }).connect();
	let received = 0;
	let wake = () => {};
	connection.on("session.event", () => {
		received += 1;
		wake();
	});
	await connection.getSessionInfo();
	const hasAll = (round: number, chunks: number) =>
		new Promise<void>((resolve) => {
			wake = () => {
				if (received >= chunks * (round + 1)) resolve();
			};
			wake();
		});
	return { hasAll, leave: () => connection.dispose() };
}

/** Milliseconds from the first chunk until everybody has the last one: the median of several rounds. */
async function timeRounds(
	followers: readonly Follower[],
	chunks: number,
	send: (round: number) => Promise<void>,
): Promise<number> {
	const rounds: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const start = performance.now();
		const arrived = Promise.all([send(round), ...followers.map((follower) => follower.hasAll(round, chunks))]);
		await Promise.race([
			arrived,
			delay(LIMIT_MS, null, { ref: false }).then(() => Promise.reject(new Error("Chunks were lost."))),
		]);
		rounds.push(performance.now() - start);
	}
	await Promise.all(followers.map((follower) => follower.leave()));
	return median(rounds);
}

async function measureFanOut(clients: number): Promise<number> {
	await using server = await startBenchServer();
	const { client } = server;
	const workspace = client.workspace.getOrCreate([WORKSPACE]);
	const chunks = Math.floor(MESSAGES_ON_THE_WAY / Math.max(clients, 2));
	const everybody = (follow: typeof followStore) => Promise.all(Array.from({ length: clients }, () => follow(client)));

	const bare = await timeRounds(await everybody(followBroadcast), chunks, () => workspace.shout(CHUNK, chunks));
	const say = (round: number) => workspace.say(`round-${round}`, CHUNK, chunks);
	return (await timeRounds(await everybody(followStore), chunks, say)) / bare;
}

export const benches: readonly Bench[] = [1, 10, 50].map((clients) => ({
	name: `a burst of chunks into the stores of ${clients}, against bare broadcasts of the same`,
	budget: 1.2,
	measure: () => measureFanOut(clients),
}));
