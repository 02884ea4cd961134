import { join } from "node:path";
import type { CDPSession, Page } from "playwright";
import { browseServedPage } from "../harness/browseServedPage.ts";
import type { Bench } from "./Bench.ts";
import { median } from "./median.ts";

/** A single run varies by a fifth: other work on the machine evicts the caches between frames. */
const ROUNDS = 9;
const SAMPLE_EVERY_US = 200;
/** The profiler's node names for time without script. */
const NO_SCRIPT: ReadonlySet<string> = new Set(["(root)", "(idle)", "(program)"]);

const WAYS = ["nothing", "ours", "streamdown"] as const;
type Way = (typeof WAYS)[number];

/** How long scripts ran while the answer streamed, in microseconds, including effects, timers and garbage collection. */
async function scriptTime(page: Page, session: CDPSession, way: Way): Promise<number> {
	await session.send("Profiler.start");
	await page.evaluate(`stream("${way}")`);
	const { profile } = await session.send("Profiler.stop");
	const { nodes, samples = [], timeDeltas = [] } = profile;
	const idle = new Set(nodes.filter((node) => NO_SCRIPT.has(node.callFrame.functionName)).map((node) => node.id));
	return timeDeltas.reduce((time, delta, index) => (idle.has(samples[index] ?? 0) ? time : time + delta), 0);
}

async function measureStreams(page: Page): Promise<number> {
	const session = await page.context().newCDPSession(page);
	await session.send("Profiler.enable");
	await session.send("Profiler.setSamplingInterval", { interval: SAMPLE_EVERY_US });
	const times: Record<Way, number[]> = { nothing: [], ours: [], streamdown: [] };
	for (let round = 0; round < ROUNDS; round++) {
		for (const way of WAYS) times[way].push(await scriptTime(page, session, way));
	}
	const frames = median(times.nothing);
	return (median(times.ours) - frames) / (median(times.streamdown) - frames);
}

export const benches: readonly Bench[] = [
	{
		name: "32 KB of Markdown streamed in 512 frames: its script time, against Streamdown's",
		budget: 0.25,
		async measure() {
			const { browser, address, close } = await browseServedPage(join(import.meta.dirname, "markdown"));
			try {
				const page = await browser.newPage();
				await page.goto(address, { waitUntil: "networkidle" });
				return await measureStreams(page);
			} finally {
				await close();
			}
		},
	},
];
