import { setTimeout as delay } from "node:timers/promises";
import type { Bench, BenchResult } from "./report/results.ts";
import { percentile } from "./report/statistics.ts";
import { formatStreamPrompt, MIN_CHUNK_BYTES } from "./stage/chunks.ts";
import type { FirstToken } from "./stage/clients.ts";
import { CONTESTANTS, type Contestant, NAMES } from "./stage/openClient.ts";
import { type Stage, startStage } from "./stage/startStage.ts";

/** In turns, so that a disturbance meets everybody. */
const ROUNDS = 2;
const WARM_UP = 3;
const PROMPTS = 10;
/** Longer than what a turn still stores after its end. */
const PAUSE_MS = 700;
/** Ours may take this much longer than the guide's, which stores no prompt before it asks the agent. */
const ALLOWED_MS = 5;

async function askRound(stage: Stage, contestant: Contestant): Promise<readonly FirstToken[]> {
	await using clients = await stage.startClients();
	await clients.ask("join", contestant, `first-token-${crypto.randomUUID().slice(0, 8)}`, 0, 2);
	const tokens: FirstToken[] = [];
	for (let number = 0; number < WARM_UP + PROMPTS; number++) {
		const prompt = formatStreamPrompt({ perSecond: 50, chunks: 1, first: number, bytes: MIN_CHUNK_BYTES });
		tokens.push(await clients.ask("firstToken", prompt, number));
		await delay(PAUSE_MS);
	}
	await clients.ask("leave");
	return tokens.slice(WARM_UP);
}

async function measure(): Promise<BenchResult> {
	await using stage = await startStage();
	const tokens: Record<Contestant, FirstToken[]> = { workspace: [], guide: [], floor: [] };
	for (let round = 0; round < ROUNDS; round++)
		for (const contestant of CONTESTANTS) tokens[contestant].push(...(await askRound(stage, contestant)));
	const whole = (contestant: Contestant, share: number) => at(tokens[contestant], ({ up, down }) => up + down, share);
	const guide = whole("guide", 0.5);
	return {
		tables: [
			{
				title: `${ROUNDS * PROMPTS} prompts each`,
				columns: ["actor", "p50 ms", "p90 ms", "p50 / guide", "up p50 ms", "down p50 ms"],
				rows: CONTESTANTS.map((contestant) => [
					NAMES[contestant],
					whole(contestant, 0.5),
					whole(contestant, 0.9),
					whole(contestant, 0.5) / guide,
					at(tokens[contestant], ({ up }) => up, 0.5),
					at(tokens[contestant], ({ down }) => down, 0.5),
				]),
			},
		],
		goals: [
			{
				name: `prompt to first token at another client: p50, of the guide's + ${ALLOWED_MS} ms`,
				limit: 1,
				measured: whole("workspace", 0.5) / (guide + ALLOWED_MS),
			},
		],
		broken: [],
	};
}

/** A percentile in milliseconds. */
function at(tokens: readonly FirstToken[], part: (token: FirstToken) => number, share: number): number {
	return percentile(tokens.map(part), share) / 1_000;
}

export const benches: Readonly<Record<string, Bench>> = {
	firstToken: {
		title: "From a prompt to the first token at another client",
		description:
			"Without a screen: one client sends a prompt to an idle workspace, the agent answers at once, and another client waits for the answer. Up is until the agent has the prompt, down from there. The floor stores the prompt before it asks the agent; the guide stores nothing before.",
		run: measure,
	},
};
