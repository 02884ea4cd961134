import type { Browser } from "playwright";
import type { Bench, BenchResult, Cell } from "./report/results.ts";
import { median } from "./report/statistics.ts";
import { DEVTOOLS_HOOK } from "./screen/countRendered.ts";
import { openDevtools, readHeap, readPageWork } from "./screen/pageWork.ts";
import { servePeerPages } from "./screen/servePeerPages.ts";

const LENGTHS = [50, 1_000, 5_000, 10_000];
const CONTESTANTS = ["ours", "floor", "sandbox-agent", "assistant-ui"] as const;
type Contestant = (typeof CONTESTANTS)[number];
/** Who renders all rows takes minutes for more. */
const MAX_ROWS: Readonly<Partial<Record<Contestant, number>>> = { "sandbox-agent": 5_000, "assistant-ui": 1_000 };

/** Each in a new page, all contestants in turn: the first page of a browser is slower than the next ones. */
const ROUNDS = 3;
const TOKENS = 120;
const WARM_UP_TOKENS = 30;
const LOADED_WITHIN_MS = 120_000;

/** What one token costs on average, in milliseconds. */
interface TokenCost {
	readonly script: number;
	readonly layout: number;
	/** Components that render. */
	readonly rendered: number;
	/** Pixels of the list's end that are out of sight. */
	readonly behind: number;
	/** Bytes of the page's objects before the stream. */
	readonly heap: number;
}

async function measureList(browser: Browser, address: string, contestant: Contestant, rows: number) {
	const page = await browser.newPage();
	try {
		await page.addInitScript(DEVTOOLS_HOOK);
		await page.goto(new URL(`list.html?contestant=${contestant}&rows=${rows}`, address).href);
		await page.getByText("Some words").last().waitFor({ timeout: LOADED_WITHIN_MS });
		const devtools = await openDevtools(page);
		await page.evaluate(`stream(${WARM_UP_TOKENS})`);
		const heap = await readHeap(devtools);
		const before = await readPageWork(devtools);
		await page.evaluate(`stream(${TOKENS})`);
		const after = await readPageWork(devtools);
		const behind: number = await page.evaluate("behind()");
		const rendered: number = await page.evaluate(
			`(async () => { const stop = countRendered(); await stream(${TOKENS}); return stop(); })()`,
		);
		const cost: TokenCost = {
			script: (after.script - before.script) / TOKENS,
			layout: (after.layout - before.layout) / TOKENS,
			rendered: rendered / TOKENS,
			behind,
			heap,
		};
		return cost;
	} finally {
		await page.close();
	}
}

async function measure(): Promise<BenchResult> {
	const { browser, address, close } = await servePeerPages();
	try {
		const costs = new Map<string, TokenCost[]>();
		for (let round = 0; round < ROUNDS; round++)
			for (const rows of LENGTHS)
				for (const contestant of CONTESTANTS) {
					if (rows > (MAX_ROWS[contestant] ?? Number.POSITIVE_INFINITY)) continue;
					const cost = await measureList(browser, address, contestant, rows);
					costs.set(`${contestant} ${rows}`, [...(costs.get(`${contestant} ${rows}`) ?? []), cost]);
				}
		const read = (contestant: Contestant, rows: number, what: keyof TokenCost) =>
			median((costs.get(`${contestant} ${rows}`) ?? []).map((cost) => cost[what]));
		const tableOf = (title: string, what: keyof TokenCost, unit = 1) => ({
			title,
			columns: ["", ...LENGTHS.map((rows) => `${rows.toLocaleString("en")} rows`)],
			rows: CONTESTANTS.map((contestant): Cell[] => [
				contestant,
				...LENGTHS.map((rows) => read(contestant, rows, what) / unit),
			]),
		});
		const script = (rows: number) => read("ours", rows, "script");
		return {
			tables: [
				tableOf("Script, ms per token", "script"),
				tableOf("Components rendered per token", "rendered"),
				tableOf("Layout and style, ms per token", "layout"),
				tableOf("Pixels of the list's end out of sight after the stream", "behind"),
				tableOf("JavaScript heap of the page, MB", "heap", 1e6),
			],
			goals: [
				{ name: "one token in a list of 5,000: script, ms", limit: 1, measured: script(5_000) },
				{ name: "one token: script at 5,000 rows, of that at 50", limit: 1.2, measured: script(5_000) / script(50) },
				{ name: "one token: components rendered", limit: 1, measured: read("ours", 5_000, "rendered") },
			],
			broken: [],
		};
	} finally {
		await close();
	}
}

export const benches: Readonly<Record<string, Bench>> = {
	list: {
		title: "One token in a list",
		description:
			"A token is added to the last row in every frame; the median of three pages. Ours is the whole screen, which renders Markdown, paced at 30 times a second; assistant-ui and @sandbox-agent/react render plain text, and all their rows; the floor is a virtual list of TanStack with one text node.",
		run: measure,
	},
};
