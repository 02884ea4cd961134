import type { Bench, BenchResult, Cell } from "./report/results.ts";
import { percentile } from "./report/statistics.ts";
import { CONTESTANTS, type Contestant, NAMES } from "./stage/openClient.ts";
import { startStage } from "./stage/startStage.ts";
import { LATE_MS, type Streamed, streamChunks } from "./stage/streamChunks.ts";

const CLIENTS = [1, 10, 50, 100];

interface Pace {
	readonly perSecond: number;
	readonly chunks: number;
}

/** As agents pace: one that sends words, and one that sends tokens fast. */
const PACES: readonly Pace[] = [
	{ perSecond: 50, chunks: 200 },
	{ perSecond: 200, chunks: 600 },
];

const TIMES = ["actor", "p50 ms", "p90 ms", "p99 ms", "p50 / floor", "lost", "doubled"];
const COSTS = ["messages each", "kB each", "engine µs per chunk and client", "actor µs per chunk"];

/** The most that the lag may be, as a multiple of the floor's. */
const MAX_LAG = 1.2;
/** The most that the engine may work, as a share of what it does for one broadcast per tick. */
const MAX_ENGINE_CPU = 0.5;

/** With a message per chunk the guide's engine works for minutes on more chunks and clients a second, and loses them. */
const MAX_OF_GUIDE = 10_000;

type Round = Readonly<Record<Exclude<Contestant, "guide">, Streamed>> & { readonly guide: Streamed | null };

async function measure(clients: number): Promise<BenchResult> {
	const rounds: [Pace, Round][] = [];
	for (const pace of PACES) {
		const stream = async (contestant: Contestant) => {
			// An engine that could not keep up with one actor still works on that when the next begins.
			await using stage = await startStage();
			return await streamChunks(stage, { contestant, clients, ...pace });
		};
		rounds.push([
			pace,
			{
				floor: await stream("floor"),
				workspace: await stream("workspace"),
				guide: clients * pace.perSecond > MAX_OF_GUIDE ? null : await stream("guide"),
			},
		]);
	}
	return {
		tables: rounds.map(([pace, round]) => ({
			title: `${clients} clients, ${pace.perSecond} chunks of 40 bytes a second`,
			columns: [...TIMES, ...COSTS],
			rows: CONTESTANTS.flatMap((contestant) => {
				const streamed = round[contestant];
				const costs = streamed && [...describeTimes(streamed, round.floor), ...describeCosts(streamed, clients, pace)];
				return costs ? [[NAMES[contestant], ...costs]] : [];
			}),
		})),
		goals: clients < 100 ? [] : rounds.flatMap(([pace, round]) => goalsOf(pace, round)),
		broken: rounds.flatMap(([pace, { workspace }]) =>
			workspace.lost + workspace.doubled > 0
				? [`${workspace.lost} chunks were lost and ${workspace.doubled} came twice at ${pace.perSecond}/s.`]
				: [],
		),
	};
}

/** Milliseconds. What is lost counts with the least that it could have taken: else who loses the late ones looks fast. */
function lag({ lags, lost }: Streamed, share: number): number {
	const least = Array.from({ length: lost }, () => LATE_MS * 1_000);
	return percentile([...lags, ...least], share) / 1_000;
}

function describeTimes(streamed: Streamed, floor: Streamed): readonly Cell[] {
	const ratio = lag(streamed, 0.5) / lag(floor, 0.5);
	return [lag(streamed, 0.5), lag(streamed, 0.9), lag(streamed, 0.99), ratio, streamed.lost, streamed.doubled];
}

function describeCosts(streamed: Streamed, clients: number, { chunks }: Pace): readonly Cell[] {
	const { messages, bytes, engineCpu, actorCpu } = streamed;
	return [messages / clients, bytes / clients / 1_000, engineCpu / clients / chunks, actorCpu / chunks];
}

function goalsOf({ perSecond }: Pace, { workspace, floor }: Round) {
	return [
		{ name: `100 clients, ${perSecond}/s: chunks lost`, limit: 0, measured: workspace.lost },
		{
			name: `100 clients, ${perSecond}/s: p50 from agent to store, of the floor's`,
			limit: MAX_LAG,
			measured: lag(workspace, 0.5) / lag(floor, 0.5),
		},
		{
			name: `100 clients, ${perSecond}/s: the engine's processor time, of one broadcast per tick`,
			limit: MAX_ENGINE_CPU,
			measured: workspace.engineCpu / floor.engineCpu,
		},
	];
}

export const benches: Readonly<Record<string, Bench>> = Object.fromEntries(
	CLIENTS.map((clients) => [
		`fanOut-${clients}`,
		{
			title: `From the agent to the stores of ${clients} ${clients === 1 ? "client" : "clients"}`,
			description:
				"From the moment when the agent sends a chunk until it is in a client's store, through the sandbox-agent server, the guard, the projection, the engine and the reducers. The clients are in processes apart from the actor's. A chunk counts as lost if it has not come 10 s after the last one was sent, and then with 10 s in the percentiles.",
			run: () => measure(clients),
		},
	]),
);
