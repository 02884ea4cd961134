import { setTimeout as delay } from "node:timers/promises";
import type { Bench, BenchResult, Cell } from "./report/results.ts";
import type { BenchProcess } from "./stage/BenchProcess.ts";
import type { ClientAnswers } from "./stage/clients.ts";
import { type Stage, startStage } from "./stage/startStage.ts";

/** How many are measured. */
const COUNT = 50;
/** Those before them are not counted: with them the process has loaded and compiled what all share. */
const WARM_UP = 10;
const AT_ONCE = 5;
const IDLE_MS = 3_000;
const MEGABYTE = 1e6;

type Clients = BenchProcess<ClientAnswers>;

/** What is opened, each with one client. */
const CONTESTANTS = {
	"bare actor": (clients: Clients, key: string) => clients.ask("join", "bare", key, 0, 1),
	workspace: (clients: Clients, key: string) => clients.ask("use", key),
} as const;
type Contestant = keyof typeof CONTESTANTS;

/** Bytes of memory. */
interface Memory {
	readonly resident: number;
	readonly heap: number;
	readonly engine: number;
}

async function readMemory(stage: Stage): Promise<Memory> {
	const { resident, heap } = await stage.actors.ask("measure");
	return { resident, heap, engine: stage.engineUse().resident };
}

/** Processor time while nothing happens, in percent of a core. */
async function readIdleCpu(stage: Stage): Promise<{ readonly engine: number; readonly actors: number }> {
	await stage.untilCalm();
	const before = { engine: stage.engineUse().cpu, actors: stage.actorUse().cpu };
	await delay(IDLE_MS);
	const share = (used: number) => (used / 1_000 / IDLE_MS) * 100;
	return { engine: share(stage.engineUse().cpu - before.engine), actors: share(stage.actorUse().cpu - before.actors) };
}

async function openMore(clients: Clients, contestant: Contestant, count: number): Promise<void> {
	for (let opened = 0; opened < count; opened += AT_ONCE) {
		const opening = Array.from({ length: Math.min(AT_ONCE, count - opened) }, () =>
			CONTESTANTS[contestant](clients, crypto.randomUUID()),
		);
		await Promise.all(opening);
	}
}

/** What one of them takes while it is idle. */
interface Measured {
	/** Megabytes. */
	readonly memory: Memory;
	/** Percent of a core, of all together. */
	readonly cpu: { readonly engine: number; readonly actors: number };
	readonly startMs: number;
}

async function measureContestant(contestant: Contestant): Promise<Measured> {
	await using stage = await startStage();
	await using clients = await stage.startClients();
	await openMore(clients, contestant, WARM_UP);
	await stage.untilCalm();
	const base = await readMemory(stage);
	const start = performance.now();
	await openMore(clients, contestant, COUNT);
	const startMs = (performance.now() - start) / COUNT;
	const cpu = await readIdleCpu(stage);
	const memory = await readMemory(stage);
	const each = (what: keyof Memory) => (memory[what] - base[what]) / COUNT / MEGABYTE;
	return { memory: { resident: each("resident"), heap: each("heap"), engine: each("engine") }, cpu, startMs };
}

async function measure(): Promise<BenchResult> {
	const bare = await measureContestant("bare actor");
	const describe = (contestant: Contestant, { memory, cpu, startMs }: Measured): readonly Cell[] => [
		contestant,
		memory.resident,
		memory.resident / bare.memory.resident,
		memory.heap,
		memory.engine,
		memory.engine / bare.memory.engine,
		cpu.engine,
		cpu.actors,
		startMs,
	];
	const workspace = await measureContestant("workspace");
	return {
		tables: [
			{
				title: `${COUNT} awake and idle, with one client each`,
				columns: [
					"",
					"runner MB each",
					"/ bare actor",
					"of it heap MB",
					"engine MB each",
					"/ bare actor",
					"engine % of a core, in all",
					"runner % of a core, in all",
					"start ms each",
				],
				rows: [describe("bare actor", bare), describe("workspace", workspace)],
			},
		],
		goals: [],
		broken: [],
	};
}

export const benches: Readonly<Record<string, Bench>> = {
	workspaces: {
		title: "What an awake workspace costs, beside a bare actor",
		description: `After ${WARM_UP} that are not counted, ${COUNT} are opened, ${AT_ONCE} at a time. A bare actor does nothing at all. A workspace has its tables, its timeline and a session with an agent, which has answered one prompt; the agents are processes of the sandbox, and not counted. Memory is what the process occupies after garbage collection.`,
		run: measure,
	},
};
