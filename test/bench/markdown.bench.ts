import type { CDPSession, Page } from "playwright";
import type { Bench, BenchResult, Cell } from "./report/results.ts";
import type { MarkdownContestant } from "./screen/pages/peers/markdown.tsx";
import { openDevtools, readPageWork } from "./screen/pageWork.ts";
import { servePeerPages } from "./screen/servePeerPages.ts";
import type { TextName } from "./screen/streamedTexts.ts";

const SAMPLE_EVERY_US = 200;
/** The profiler's node names for time without script. */
const NO_SCRIPT: ReadonlySet<string> = new Set(["(root)", "(idle)", "(program)"]);
/** Who has not rendered everything by then is counted with the time it would have taken at that speed. */
const LIMIT_MS = 30_000;
const MAX_SHARE = 0.25;

const OURS = ["ours, as shipped", "ours, no colours", "ours, unpaced", "ours, unpaced, no colours"] as const;
const STREAMDOWN = [
	"Streamdown, no colours",
	"Streamdown, no colours, throttled alike",
	"Streamdown, colours",
	"Streamdown, colours, throttled alike",
] as const;
const ALL = [...OURS, ...STREAMDOWN];
/** A table has no code to colour. */
const CONTESTANTS: Readonly<Record<TextName, readonly MarkdownContestant[]>> = {
	"32 KB": ALL,
	"256 KB": ALL,
	"3,000 lines of code": ALL,
	"500 rows of a table": ["ours, as shipped", "ours, unpaced", ...STREAMDOWN.slice(0, 2)],
};

/** Milliseconds for a whole text. */
interface StreamCost {
	/** In scripts, including effects, timers and garbage collection. */
	readonly script: number;
	/** On the main thread, layout and paint included. */
	readonly task: number;
	readonly wall: number;
	/** Of the text. */
	readonly share: number;
}

async function measureStream(
	page: Page,
	devtools: CDPSession,
	contestant: MarkdownContestant,
	text: TextName,
): Promise<StreamCost> {
	await devtools.send("HeapProfiler.collectGarbage");
	const before = await readPageWork(devtools);
	const start = performance.now();
	await devtools.send("Profiler.start");
	const share: number = await page.evaluate(
		`stream(${JSON.stringify(contestant)}, ${JSON.stringify(text)}, ${LIMIT_MS})`,
	);
	const { profile } = await devtools.send("Profiler.stop");
	const wall = performance.now() - start;
	const after = await readPageWork(devtools);
	const { nodes, samples = [], timeDeltas = [] } = profile;
	const idle = new Set(nodes.filter((node) => NO_SCRIPT.has(node.callFrame.functionName)).map((node) => node.id));
	const script = timeDeltas.reduce((time, delta, index) => (idle.has(samples[index] ?? 0) ? time : time + delta), 0);
	return { script: script / 1_000, task: after.task - before.task, wall, share };
}

type Costs = ReadonlyMap<MarkdownContestant, StreamCost>;

async function measureText(page: Page, devtools: CDPSession, text: TextName): Promise<Costs> {
	const measured = new Map<MarkdownContestant, StreamCost>();
	for (const contestant of ["nothing", ...CONTESTANTS[text]] as const)
		measured.set(contestant, await measureStream(page, devtools, contestant, text));
	return measured;
}

/** Without the cost of empty frames, for the whole text. */
function costOf(costs: Costs, contestant: MarkdownContestant, what: "script" | "task"): number {
	const cost = costs.get(contestant);
	const empty = costs.get("nothing");
	return cost && empty ? (cost[what] - empty[what] * cost.share) / cost.share : Number.NaN;
}

function tableOf(text: TextName, costs: Costs): { title: string; columns: string[]; rows: Cell[][] } {
	const base = costOf(costs, "Streamdown, no colours", "script");
	return {
		title: `${text}, in 512 chunks`,
		columns: ["", "script ms", "script / Streamdown without colours", "main thread ms", "wall s", "rendered by then"],
		rows: CONTESTANTS[text].map((contestant) => [
			contestant,
			costOf(costs, contestant, "script"),
			costOf(costs, contestant, "script") / base,
			costOf(costs, contestant, "task"),
			(costs.get(contestant)?.wall ?? Number.NaN) / 1_000,
			`${Math.round((costs.get(contestant)?.share ?? Number.NaN) * 100)} %`,
		]),
	};
}

async function measure(text: TextName): Promise<BenchResult> {
	const { browser, address, close } = await servePeerPages();
	try {
		const page = await browser.newPage();
		await page.goto(new URL("markdown.html", address).href, { waitUntil: "networkidle" });
		const devtools = await openDevtools(page);
		await devtools.send("Profiler.enable");
		await devtools.send("Profiler.setSamplingInterval", { interval: SAMPLE_EVERY_US });
		const costs = await measureText(page, devtools, text);
		const against = (ours: MarkdownContestant, peer: MarkdownContestant) =>
			costOf(costs, ours, "script") / costOf(costs, peer, "script");
		return {
			tables: [tableOf(text, costs)],
			goals: text.endsWith("KB")
				? [
						{
							name: `${text} of Markdown, unpaced, no colours: script, of Streamdown's`,
							limit: MAX_SHARE,
							measured: against("ours, unpaced, no colours", "Streamdown, no colours"),
						},
						{
							name: `${text} of Markdown, unpaced, colours: script, of Streamdown's with colours`,
							limit: MAX_SHARE,
							measured: against("ours, unpaced", "Streamdown, colours"),
						},
					]
				: [],
			broken: [],
		};
	} finally {
		await close();
	}
}

const NAMES: Readonly<Record<string, TextName>> = {
	"markdown-32": "32 KB",
	"markdown-256": "256 KB",
	"markdown-code": "3,000 lines of code",
	"markdown-table": "500 rows of a table",
};

export const benches: Readonly<Record<string, Bench>> = Object.fromEntries(
	Object.entries(NAMES).map(([name, text]) => [
		name,
		{
			title: `Streaming Markdown: ${text}`,
			description:
				"The same text is streamed through the renderers in one page, one chunk per frame. Script time is the profiler's, without that of empty frames. As shipped, ours is updated 30 times a second and shows code in colours; unpaced it is updated in every frame, as Streamdown is. Who has not rendered all of it after 30 s is counted as if the rest went on at that speed.",
			run: () => measure(text),
		},
	]),
);
