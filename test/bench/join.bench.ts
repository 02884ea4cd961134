import { PROTOCOL_VERSION, type SyncResponse } from "../../src/protocol/index.ts";
import type { Bench } from "./Bench.ts";
import { median } from "./median.ts";
import { type BenchClient, startBenchServer } from "./workspace/startBenchServer.ts";

const ROUNDS = 40;
const OLD = 100_000;
const YOUNG = 100;

/** Opens the workspace like a browser: a connection, then the newest page. */
async function join(client: BenchClient, workspaceId: string): Promise<SyncResponse> {
	const connection = client.workspace.getOrCreate([workspaceId], { params: { userId: "ada" } }).connect();
	const answer = await connection.sync({ protocol: PROTOCOL_VERSION, have: null });
	await connection.dispose();
	return answer;
}

async function timeJoin(client: BenchClient, workspaceId: string): Promise<number> {
	const start = performance.now();
	await join(client, workspaceId);
	return performance.now() - start;
}

async function measureTime(client: BenchClient): Promise<number> {
	const old: number[] = [];
	const young: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		old.push(await timeJoin(client, "old"));
		young.push(await timeJoin(client, "young"));
	}
	return median(old) / median(young);
}

async function measureBytes(client: BenchClient): Promise<number> {
	const [old, young] = [await join(client, "old"), await join(client, "young")];
	return JSON.stringify(old.items).length / JSON.stringify(young.items).length;
}

async function measureOn(measure: (client: BenchClient) => Promise<number>): Promise<number> {
	await using server = await startBenchServer();
	await server.client.workspace.getOrCreate(["old"]).grow(0, OLD);
	await server.client.workspace.getOrCreate(["young"]).grow(OLD - YOUNG, OLD);
	await Promise.all([join(server.client, "old"), join(server.client, "young")]);
	return await measure(server.client);
}

export const benches: readonly Bench[] = [
	{ name: "join, at 100,000 items against 100: time", budget: 1.3, measure: () => measureOn(measureTime) },
	{ name: "join, at 100,000 items against 100: bytes", budget: 1, measure: () => measureOn(measureBytes) },
];
