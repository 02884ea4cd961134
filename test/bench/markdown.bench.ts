import type { Browser, CDPSession } from "playwright";
import type { Bench, BenchResult, Table } from "./report/results.ts";
import { sum } from "./report/statistics.ts";
import type { MarkdownContestant } from "./screen/pages/peers/markdown.tsx";
import { openDevtools, readPageWork } from "./screen/pageWork.ts";
import { servePeerPages } from "./screen/servePeerPages.ts";
import type { TextName } from "./screen/streamedTexts.ts";
import { traceScript } from "./screen/traceScript.ts";

/** Who has not been given everything by then is counted as if the rest went on at that speed. */
const LIMIT_MS = 20_000;
const MAX_SHARE = 0.25;

/** Two renderers under the same conditions. */
interface Comparison {
	readonly conditions: string;
	readonly ours: MarkdownContestant;
	readonly peer: MarkdownContestant;
}

const AS_SHIPPED: Comparison = {
	conditions: "as shipped: ours 30 times a second, Streamdown in every frame",
	ours: "ours, as shipped",
	peer: "Streamdown, colours",
};
const THROTTLED: Comparison = {
	conditions: "both 30 times a second",
	ours: "ours, as shipped",
	peer: "Streamdown, colours, throttled alike",
};
const UNPACED: Comparison = {
	conditions: "both in every frame",
	ours: "ours, unpaced",
	peer: "Streamdown, colours",
};
const UNPACED_PLAIN: Comparison = {
	conditions: "both in every frame, code without colours",
	ours: "ours, unpaced, no colours",
	peer: "Streamdown, no colours",
};
const ALL = [AS_SHIPPED, THROTTLED, UNPACED, UNPACED_PLAIN];

/** Milliseconds of processor time for a whole text. */
interface StreamCost {
	/** In scripts of the main thread: see `traceScript`. */
	readonly script: number;
	/** On the main thread, layout and paint included. */
	readonly main: number;
	/** Of all threads of the page's process, workers included. */
	readonly process: number;
}

interface Streamed extends StreamCost {
	/** Of the text, within the limit. */
	readonly share: number;
}

const COSTS = ["script", "main", "process"] as const satisfies readonly (keyof StreamCost)[];

/** Streams in a new page, since renderers keep what they have seen, after something of everything has been streamed. */
async function measureStream(
	browser: Browser,
	address: string,
	contestant: MarkdownContestant,
	text: TextName,
): Promise<Streamed> {
	const page = await browser.newPage();
	await page.goto(address);
	const stream = async (text: TextName): Promise<number> =>
		await page.evaluate(`stream(${JSON.stringify(contestant)}, ${JSON.stringify(text)}, ${LIMIT_MS})`);
	await stream("warm-up");
	const devtools = await openDevtools(page, "threadTicks");
	await devtools.send("HeapProfiler.collectGarbage");
	const system = await browser.newBrowserCDPSession();
	const before = { main: (await readPageWork(devtools)).task, process: await readRenderers(system) };
	const stopTrace = await traceScript(devtools);
	const share = await stream(text);
	const after = { main: (await readPageWork(devtools)).task, process: await readRenderers(system) };
	const script = await stopTrace();
	await system.detach();
	await page.close();
	return {
		script,
		main: after.main - before.main,
		process: sum([...before.process].map(([id, cpu]) => (after.process.get(id) ?? cpu) - cpu)),
		share,
	};
}

/** Milliseconds of processor time that each process of a page has used. */
async function readRenderers(system: CDPSession): Promise<ReadonlyMap<number, number>> {
	const { processInfo } = await system.send("SystemInfo.getProcessInfo");
	return new Map(processInfo.filter(({ type }) => type === "renderer").map(({ id, cpuTime }) => [id, cpuTime * 1_000]));
}

type Measured = ReadonlyMap<MarkdownContestant, Streamed>;

/** For the whole text, without the cost of empty frames. */
function costOf(measured: Measured, contestant: MarkdownContestant, cost: keyof StreamCost): number {
	const whole = (streamed: Streamed | undefined) => (streamed ? streamed[cost] / streamed.share : Number.NaN);
	return whole(measured.get(contestant)) - whole(measured.get("nothing"));
}

function compare(measured: Measured, { ours, peer }: Comparison, cost: keyof StreamCost): readonly number[] {
	const own = costOf(measured, ours, cost);
	const other = costOf(measured, peer, cost);
	return [own, other, own / other];
}

const TITLES: Readonly<Record<keyof StreamCost, string>> = {
	script: "Processor time of scripts on the main thread, ms",
	main: "Processor time of the main thread, layout and paint too, ms",
	process: "Processor time of the page, all threads and workers, ms",
};

function tableOf(cost: keyof StreamCost, comparisons: readonly Comparison[], measured: Measured): Table {
	const percent = (contestant: MarkdownContestant) => `${Math.round((measured.get(contestant)?.share ?? 0) * 100)} %`;
	return {
		title: TITLES[cost],
		columns: ["", "ours", "Streamdown", "ours / Streamdown", `streamed within ${LIMIT_MS / 1_000} s: ours, Streamdown`],
		rows: comparisons.map((comparison) => [
			comparison.conditions,
			...compare(measured, comparison, cost),
			`${percent(comparison.ours)}, ${percent(comparison.peer)}`,
		]),
	};
}

interface MarkdownBench {
	readonly text: TextName;
	readonly comparisons: readonly Comparison[];
	/** Those in which ours may take a quarter of the script time at most. */
	readonly goals: readonly Comparison[];
}

async function measure({ text, comparisons, goals }: MarkdownBench): Promise<BenchResult> {
	const { browser, address, close } = await servePeerPages();
	try {
		const page = new URL("markdown.html", address).href;
		const measured = new Map<MarkdownContestant, Streamed>();
		for (const contestant of new Set(["nothing", ...comparisons.flatMap(({ ours, peer }) => [ours, peer])] as const))
			measured.set(contestant, await measureStream(browser, page, contestant, text));
		return {
			tables: COSTS.map((cost) => tableOf(cost, comparisons, measured)),
			goals: goals.map((comparison) => ({
				name: `${text} of Markdown, ${comparison.conditions}: script, of Streamdown's`,
				limit: MAX_SHARE,
				measured: compare(measured, comparison, "script").at(-1) ?? Number.NaN,
			})),
			broken: [],
		};
	} finally {
		await close();
	}
}

const BENCHES: Readonly<Record<string, MarkdownBench>> = {
	"markdown-32": { text: "32 KB", comparisons: ALL, goals: [UNPACED, UNPACED_PLAIN] },
	"markdown-256": { text: "256 KB", comparisons: ALL, goals: [UNPACED, UNPACED_PLAIN] },
	"markdown-code": { text: "3,000 lines of code", comparisons: ALL, goals: [] },
	// There is no code to colour.
	"markdown-table": { text: "500 rows of a table", comparisons: [AS_SHIPPED, THROTTLED, UNPACED], goals: [] },
};

export const benches: Readonly<Record<string, Bench>> = Object.fromEntries(
	Object.entries(BENCHES).map(([name, bench]) => [
		name,
		{
			title: `Streaming Markdown: ${bench.text}`,
			description: `The same text is streamed in 512 chunks, one per frame, each time in a new page that has rendered other Markdown before. The end stays in sight, as in a chat. The cost of empty frames is subtracted. Streamdown has no stylesheet here, which an app makes for it with Tailwind: its layout and paint cost less than they would. As shipped, ours is updated 30 times a second, shows code in colours, and finds those in a worker. Whoever has not been given all of it after ${LIMIT_MS / 1_000} s is counted as if the rest went on at that speed.`,
			run: () => measure(bench),
		},
	]),
);
