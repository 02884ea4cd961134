import { PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import { waitFor } from "../harness/waitFor.ts";
import type { Bench, BenchResult, Cell } from "./report/results.ts";
import { median } from "./report/statistics.ts";
import { serveOwnPages } from "./screen/servePeerPages.ts";
import { formatStreamPrompt, MIN_CHUNK_BYTES } from "./stage/chunks.ts";
import { type Stage, startStage } from "./stage/startStage.ts";

const STORED = [100, 10_000, 100_000];
const SYNCS = 40;
const CONNECTIONS = 15;
const NAVIGATIONS = 5;
const MISSED_PROMPTS = 4;
const MAX_GROWTH = 1.3;

type Measurements = Readonly<Record<"sync" | "connect" | "bytes" | "missed" | "missedBytes" | "page", number[]>>;

const workspaceOf = (stored: number) => `stored-${stored}`;

const handleOf = ({ client }: Stage, stored: number) =>
	client.workspace.getOrCreate([workspaceOf(stored)], { params: { userId: "ada" } });

async function time<Result>(run: () => Promise<Result>): Promise<readonly [number, Result]> {
	const start = performance.now();
	const result = await run();
	return [performance.now() - start, result];
}

/** In turns of all sizes, so that a disturbance meets all of them. */
async function measureSyncs(stage: Stage, found: ReadonlyMap<number, Measurements>): Promise<void> {
	const connections = STORED.map((stored) => [stored, handleOf(stage, stored).connect()] as const);
	for (let round = 0; round < SYNCS; round++)
		for (const [stored, connection] of connections) {
			const [ms, answer] = await time(() => connection.sync({ protocol: PROTOCOL_VERSION, have: null }));
			found.get(stored)?.sync.push(ms);
			found.get(stored)?.bytes.push(JSON.stringify(answer).length);
		}
	for (const [, connection] of connections) await connection.dispose();
}

/** Opening a connection costs more than the sync on it. */
async function measureConnections(stage: Stage, found: ReadonlyMap<number, Measurements>): Promise<void> {
	for (let round = 0; round < CONNECTIONS; round++)
		for (const stored of STORED) {
			const connection = handleOf(stage, stored).connect();
			const [ms] = await time(() => connection.sync({ protocol: PROTOCOL_VERSION, have: null }));
			found.get(stored)?.connect.push(ms);
			await connection.dispose();
		}
}

/** A client that was away while others sent prompts asks for what it has missed. */
async function measureReconnects(stage: Stage, found: ReadonlyMap<number, Measurements>): Promise<void> {
	for (const stored of STORED) {
		const connection = handleOf(stage, stored).connect();
		const { epoch, seq } = await connection.sync({ protocol: PROTOCOL_VERSION, have: null });
		for (let index = 0; index < MISSED_PROMPTS; index++) {
			const text = formatStreamPrompt({ perSecond: 50, chunks: 1, first: index, bytes: MIN_CHUNK_BYTES });
			await connection.prompt({ text, clientId: crypto.randomUUID() });
		}
		await waitFor(async () => {
			const { turn, queue } = await connection.sync({ protocol: PROTOCOL_VERSION, have: { epoch, seq } });
			return turn === null && queue.length === 0;
		}, "the missed turns to end");
		for (let round = 0; round < SYNCS; round++) {
			const [ms, answer] = await time(() => connection.sync({ protocol: PROTOCOL_VERSION, have: { epoch, seq } }));
			found.get(stored)?.missed.push(ms);
			found.get(stored)?.missedBytes.push(JSON.stringify(answer).length);
		}
		await connection.dispose();
	}
}

/** When the page has rows, in milliseconds since the navigation. */
const ROWS_SCRIPT = `new MutationObserver((_, observer) => {
	if (!document.querySelector("[role=log]")?.textContent.includes("Some words of an answer")) return;
	window.rowsAt = performance.now();
	observer.disconnect();
}).observe(document, { subtree: true, childList: true });`;

async function measurePages(stage: Stage, found: ReadonlyMap<number, Measurements>): Promise<void> {
	const { browser, address, close } = await serveOwnPages();
	try {
		for (let round = 0; round < NAVIGATIONS; round++)
			for (const stored of STORED) {
				const context = await browser.newContext({ viewport: { width: 900, height: 900 } });
				const page = await context.newPage();
				await page.addInitScript(ROWS_SCRIPT);
				const query = new URLSearchParams({ endpoint: stage.endpoint, workspace: workspaceOf(stored), user: "ben" });
				await page.goto(`${new URL("workspace.html", address).href}?${query}`);
				const rowsAt = await page.waitForFunction("window.rowsAt");
				found.get(stored)?.page.push(Number(await rowsAt.jsonValue()));
				await context.close();
			}
	} finally {
		await close();
	}
}

async function measure(): Promise<BenchResult> {
	await using stage = await startStage();
	const found = new Map(
		STORED.map((stored): [number, Measurements] => [
			stored,
			{ sync: [], connect: [], bytes: [], missed: [], missedBytes: [], page: [] },
		]),
	);
	for (const stored of STORED) await handleOf(stage, stored).grow(0, stored);
	// The page first: the prompts of the reconnects push the old rows out of sight.
	await measurePages(stage, found);
	await measureSyncs(stage, found);
	await measureConnections(stage, found);
	await measureReconnects(stage, found);
	const read = (stored: number, what: keyof Measurements) => median(found.get(stored)?.[what] ?? []);
	const growth = (what: keyof Measurements) => read(100_000, what) / read(100, what);
	const row = (name: string, what: keyof Measurements, unit = 1): Cell[] => [
		name,
		...STORED.map((stored) => read(stored, what) / unit),
		growth(what),
	];
	return {
		tables: [
			{
				title: "p50 by the number of stored items",
				columns: ["", ...STORED.map((stored) => stored.toLocaleString("en")), "100,000 / 100"],
				rows: [
					row("sync on an open connection, ms", "sync"),
					row("sync, kB", "bytes", 1_000),
					row("a new connection and sync, ms", "connect"),
					row(`sync after ${MISSED_PROMPTS} missed turns, ms`, "missed"),
					row(`sync after ${MISSED_PROMPTS} missed turns, kB`, "missedBytes", 1_000),
					row("browser: navigation to rows drawn, ms", "page"),
				],
			},
		],
		goals: [
			{ name: "join: sync at 100,000 items, of that at 100", limit: MAX_GROWTH, measured: growth("sync") },
			{ name: "reconnect: sync at 100,000 items, of that at 100", limit: MAX_GROWTH, measured: growth("missed") },
			{ name: "join in a browser at 100,000 items, of that at 100", limit: MAX_GROWTH, measured: growth("page") },
		],
		broken: [],
	};
}

export const benches: Readonly<Record<string, Bench>> = {
	join: {
		title: "Join and reconnect",
		description:
			"How long it takes until someone who opens a workspace, or comes back to it, has what they see. Opening a connection is the engine's part; the sync on it is ours.",
		run: measure,
	},
};
