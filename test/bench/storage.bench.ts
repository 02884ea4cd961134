import type { Bench, BenchResult, Cell } from "./report/results.ts";
import { MIN_CHUNK_BYTES } from "./stage/chunks.ts";
import { CONTESTANTS, NAMES } from "./stage/openClient.ts";
import { startStage } from "./stage/startStage.ts";
import { streamChunks } from "./stage/streamChunks.ts";

/** Words, and what a fast model sends at once. */
const STREAMS = [
	{ bytes: MIN_CHUNK_BYTES, chunks: 800 },
	{ bytes: 200, chunks: 300 },
];
const PER_SECOND = 100;

async function measure(): Promise<BenchResult> {
	await using stage = await startStage();
	const rows: Cell[][] = [];
	for (const contestant of CONTESTANTS) {
		const row: Cell[] = [NAMES[contestant]];
		for (const { bytes, chunks } of STREAMS) {
			const options = { contestant, clients: 1, perSecond: PER_SECOND, bytes, chunks, settles: true };
			const { written } = await streamChunks(stage, options);
			row.push(written / (bytes * chunks));
		}
		rows.push(row);
	}
	return {
		tables: [
			{
				title: `kB written for each streamed kB, at ${PER_SECOND} chunks a second`,
				columns: ["actor", ...STREAMS.map(({ bytes }) => `chunks of ${bytes} bytes`)],
				rows,
			},
		],
		goals: [],
		broken: [],
	};
}

export const benches: Readonly<Record<string, Bench>> = {
	storage: {
		title: "Bytes written per streamed kilobyte",
		description:
			"What the engine writes to its disk while an agent streams, until it is calm again. The guide keeps everything in the actor's state, and stops at 1.28 MB; the floor stores only the prompt.",
		run: measure,
	},
};
