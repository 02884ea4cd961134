import { PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import type { Bench } from "./Bench.ts";
import { type BenchClient, startBenchServer } from "./workspace/startBenchServer.ts";

const OLD = 100_000;
const YOUNG = 100;
const FEW = 4;
const MANY = 40;

/** The bytes a client receives on reconnect after it missed a number of messages. */
async function bytesAfter(client: BenchClient, workspaceId: string, missed: number): Promise<number> {
	const workspace = client.workspace.getOrCreate([workspaceId], { params: { userId: "ada" } });
	const { epoch, seq } = await workspace.sync({ protocol: PROTOCOL_VERSION, have: null });
	for (let index = 0; index < missed; index++) await workspace.say(`missed-${missed}-${index}`, "Some words.", 3);
	const answer = await workspace.sync({ protocol: PROTOCOL_VERSION, have: { epoch, seq } });
	if (answer.items.length !== missed) throw new Error(`${answer.items.length} items came for ${missed} missed ones.`);
	return JSON.stringify(answer.items).length;
}

async function measureAge(client: BenchClient): Promise<number> {
	return (await bytesAfter(client, "old", FEW)) / (await bytesAfter(client, "young", FEW));
}

/** The ratio of bytes per missed message between many and few missed messages. */
async function measureGrowth(client: BenchClient): Promise<number> {
	const each = async (missed: number) => (await bytesAfter(client, "old", missed)) / missed;
	return (await each(MANY)) / (await each(FEW));
}

async function measureOn(measure: (client: BenchClient) => Promise<number>): Promise<number> {
	await using server = await startBenchServer();
	await server.client.workspace.getOrCreate(["old"]).grow(0, OLD);
	await server.client.workspace.getOrCreate(["young"]).grow(OLD - YOUNG, OLD);
	return await measure(server.client);
}

export const benches: readonly Bench[] = [
	{
		name: `reconnect after ${FEW} missed messages, at 100,000 items against 100: bytes`,
		budget: 1.02,
		measure: () => measureOn(measureAge),
	},
	{
		name: `reconnect after ${MANY} missed messages against ${FEW}: bytes for each`,
		budget: 1.02,
		measure: () => measureOn(measureGrowth),
	},
];
