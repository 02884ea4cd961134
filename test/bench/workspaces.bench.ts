import { setTimeout as delay } from "node:timers/promises";
import type { Bench, BenchResult, Cell } from "./report/results.ts";
import type { BenchProcess } from "./stage/BenchProcess.ts";
import type { ClientAnswers } from "./stage/clients.ts";
import { type Stage, startStage } from "./stage/startStage.ts";

/** How many are awake when it is measured. */
const COUNTS = [50, 100, 200, 300, 500];
const BARE_COUNT = 100;
const AT_ONCE = 5;
/** The bench ends below 5 minutes. */
const WITHIN_MS = 80_000;
const IDLE_MS = 3_000;
const MEGABYTE = 1e6;

interface Use {
	readonly resident: number;
	readonly heap: number;
	readonly engine: number;
}

async function readUse(stage: Stage): Promise<Use> {
	const { resident, heap } = await stage.actors.ask("measure");
	return { resident, heap, engine: stage.engineUse().resident };
}

/** Microseconds of processor time per second, in percent of a core, while nothing happens. */
async function readIdleCpu(stage: Stage): Promise<{ readonly engine: number; readonly actors: number }> {
	await stage.untilCalm();
	const before = { engine: stage.engineUse().cpu, actors: stage.actorUse().cpu };
	await delay(IDLE_MS);
	const share = (used: number) => (used / 1_000 / IDLE_MS) * 100;
	return { engine: share(stage.engineUse().cpu - before.engine), actors: share(stage.actorUse().cpu - before.actors) };
}

/** Opens more of them, each with one client, until there are `count`. Returns how many there are at the deadline. */
async function openUpTo(
	clients: BenchProcess<ClientAnswers>,
	contestant: "workspace" | "bare",
	from: number,
	count: number,
	deadline: number,
): Promise<number> {
	for (let opened = from; opened < count; opened += AT_ONCE) {
		const opening = Array.from({ length: AT_ONCE }, (_, index) =>
			clients.ask("join", contestant, `${contestant}-${opened + index}`, 0, 1),
		);
		const late = delay(Math.max(0, deadline - performance.now()), "late", { ref: false });
		if ((await Promise.race([Promise.all(opening), late])) === "late") return opened;
	}
	return count;
}

async function measureCounts(contestant: "workspace" | "bare", counts: readonly number[]): Promise<readonly Cell[][]> {
	await using stage = await startStage();
	await using clients = await stage.startClients();
	await openUpTo(clients, contestant, 0, AT_ONCE, performance.now() + WITHIN_MS);
	const base = await readUse(stage);
	const rows: Cell[][] = [];
	const deadline = performance.now() + WITHIN_MS;
	let opened = AT_ONCE;
	for (const count of counts) {
		const start = performance.now();
		const wanted = count + AT_ONCE;
		const before = opened;
		opened = await openUpTo(clients, contestant, opened, wanted, deadline);
		const each = (performance.now() - start) / (opened - before);
		if (opened < wanted) {
			rows.push([
				`${NAMES[contestant]}, ${count}`,
				`stopped at ${opened} after ${WITHIN_MS / 1_000} s`,
				"",
				"",
				"",
				"",
				"",
			]);
			break;
		}
		const idle = await readIdleCpu(stage);
		const use = await readUse(stage);
		const perActor = (what: keyof Use) => (use[what] - base[what]) / count / MEGABYTE;
		rows.push([
			`${NAMES[contestant]}, ${count}`,
			perActor("resident"),
			perActor("heap"),
			perActor("engine"),
			idle.engine,
			idle.actors,
			each,
		]);
	}
	return rows;
}

const NAMES = { workspace: "workspaces", bare: "bare actors" } as const;

async function measure(): Promise<BenchResult> {
	const bare = await measureCounts("bare", [BARE_COUNT]);
	const ours = await measureCounts("workspace", COUNTS);
	return {
		tables: [
			{
				title: "Awake and idle, with one client each",
				columns: [
					"",
					"runner MB each",
					"of it heap MB",
					"engine MB each",
					"engine % of a core, in all",
					"runner % of a core, in all",
					"start ms each",
				],
				rows: [...bare, ...ours],
			},
		],
		goals: [],
		broken: [],
	};
}

export const benches: Readonly<Record<string, Bench>> = {
	workspaces: {
		title: "Workspaces per runner, and the memory of each",
		description: `Workspaces are opened ${AT_ONCE} at a time, each with a client and a session of its own, until the time is over: on a small machine that is where it stops. Memory is what the process occupies after garbage collection. The agents are processes of the sandbox and not counted.`,
		run: measure,
	},
};
