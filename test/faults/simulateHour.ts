import { findProcesses } from "../../demo/server/process/findProcesses.ts";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { createRandom } from "../harness/createRandom.ts";
import type { ProcessMeasure } from "../harness/measureProcess.ts";
import { waitFor } from "../harness/waitFor.ts";
import type { FaultReport } from "./faultReport.ts";
import { type JoinedPerson, joinAsPerson } from "./joinAsPerson.ts";
import type { FaultPlan } from "./parseArguments.ts";
import { hashTimeline } from "./readTimeline.ts";
import { readWithNewcomer } from "./readWithNewcomer.ts";
import { type Stage, startStage } from "./startStage.ts";

const UPDATES_A_TURN = 500;
const VISITORS = 20;
const TURN_LIMIT_MS = 180_000;
/** A visitor whose leaving the engine did not pass on is removed after 60 s without a sign of life (`runWorkspaces.ts`). */
const GONE_LIMIT_MS = 180_000;

/** The allowed growth from the first quarter of the turns to the last: 20 % is a leak of about 0.2 MB per turn. */
const HEAP_GROWTH = 1.1;
const RESIDENT_GROWTH = 1.2;
/** Garbage collection leaves a varying rest. */
const HEAP_SLACK = 2_000_000;

/**
 * Without these, the resident memory says more about the pace of the run than about leaks (docs/faults.md): Rivet keeps
 * the database pages that it wrote or read ahead for a while, and glibc gives each thread a heap of its own, which keeps
 * what that thread freed.
 */
const MEASURABLE = { RIVETKIT_SQLITE_OPT_VFS_PAGE_CACHE_MODE: "off", MALLOC_ARENA_MAX: "1" };

/** Measurements while the workspace is idle with one person connected. */
interface Rest extends ProcessMeasure {
	readonly processes: number;
	readonly connections: number;
}

/** Every tenth turn is followed by turns of other kinds, so that tool calls, plans and permission requests are measured too. */
const OTHER_WORK = ["tools", "command", "plan", "edit", "permission"];
const OTHER_EVERY = 10;

/** Simulates an hour's work, with a streaming agent and people who connect and disconnect, and checks for leaks. */
export async function simulateHour({ times, seed }: FaultPlan, runId: string): Promise<FaultReport> {
	const stage = await startStage(runId, { actorEnvironment: MEASURABLE });
	const ada = joinAsPerson(stage.endpoint, "Ada");
	const visitors = createVisitors(stage, createRandom(seed));
	const stopAnswering = allowEverything(ada);
	const rests: Rest[] = [];
	try {
		for (let turn = 1; turn <= times; turn++) {
			await runTurn(ada, `burst ${UPDATES_A_TURN} turn ${turn}`, visitors.comeAndGo);
			if (turn % OTHER_EVERY === 0) for (const text of OTHER_WORK) await runTurn(ada, `${text} ${turn}`);
			if (turn % Math.ceil(times / 4) !== 0) continue;
			visitors.leaveAll();
			rests.push(await takeRest(stage, ada, runId));
			console.log(`hour ${turn}/${times}: ${JSON.stringify(rests.at(-1))}`);
		}
		const { counts, lastErrors } = await ada.store.getDiagnostics();
		if (lastErrors.length > 0) console.error(`Errors of the workspace: ${JSON.stringify(lastErrors)}`);
		const { timeline, others } = await readWithNewcomer(joinAsPerson(stage.endpoint, "Dora"), [ada]);
		const work = `${times} turns, ${times * UPDATES_A_TURN} updates, ${visitors.joins()} visits`;
		const broken = {
			...leftOver(rests),
			unfinished: timeline.filter(isUnfinished).length,
			differing: others.filter((other) => hashTimeline(other) !== hashTimeline(timeline)).length,
			updatesLost: counts.updatesLost,
			faults: counts.errors,
			crashes: stage.crashes(),
		};
		return { work, hits: visitors.joins(), broken, measured: describeRests(rests) };
	} finally {
		visitors.leaveAll();
		stopAnswering();
		ada.leave();
		await stage.stop();
	}
}

async function runTurn({ store }: JoinedPerson, text: string, meanwhile = () => {}): Promise<void> {
	const { promptId } = await store.prompt(text);
	meanwhile();
	const hasEnded = () => {
		const prompt = store.get().items.get(promptId);
		return prompt?.kind === "prompt" && prompt.result !== null && store.get().turn === null;
	};
	await waitFor(hasEnded, `the turn "${text}" to end`, TURN_LIMIT_MS).catch(async (error: unknown) => {
		const { connectionStatus, session, turn: running, queue } = store.get();
		console.error(
			JSON.stringify({ connection: connectionStatus, state: session?.state, running, waiting: queue.length }),
		);
		// The actor's own state distinguishes a hanging turn from a lost broadcast of its end.
		console.error(JSON.stringify(await store.getDiagnostics().catch(String)));
		throw error;
	});
}

function allowEverything({ store }: JoinedPerson): () => void {
	const answered = new Set<string>();
	return store.subscribe(() => {
		for (const { id, options } of store.get().approvals) {
			const option = options.find(({ optionKind }) => optionKind === "allow_once");
			if (answered.has(id) || !option) continue;
			answered.add(id);
			// A lost answer leaves its turn open, which is counted.
			store.answerApproval(id, option.optionId).catch(() => undefined);
		}
	});
}

function createVisitors(stage: Stage, random: () => number) {
	const present = new Map<string, JoinedPerson>();
	let joins = 0;

	function toggle(name: string): void {
		const person = present.get(name);
		person?.leave();
		if (!present.delete(name)) present.set(name, joinAsPerson(stage.endpoint, name));
		if (!person) joins += 1;
	}

	return {
		joins: () => joins,
		/** A few of twenty visitors connect or disconnect. */
		comeAndGo() {
			for (let count = 0; count < 4; count++) toggle(`Visitor-${Math.floor(random() * VISITORS)}`);
		},
		leaveAll() {
			for (const person of present.values()) person.leave();
			present.clear();
		},
	};
}

async function takeRest(stage: Stage, ada: JoinedPerson, runId: string): Promise<Rest> {
	const isAlone = async () => (await ada.store.getDiagnostics()).connections === 1;
	await waitFor(isAlone, "all visitors to be gone", GONE_LIMIT_MS);
	const { connections } = await ada.store.getDiagnostics();
	const processes = (await findProcesses(runId)).length;
	return { ...(await stage.measureActor()), processes, connections };
}

/** The growth between the warm state and the end. */
function leftOver(rests: readonly Rest[]) {
	const [warm, last] = [rests[0], rests.at(-1)];
	if (!warm || !last) return { unmeasured: 1 };
	return {
		"heap grown": last.heap > warm.heap * HEAP_GROWTH + HEAP_SLACK ? 1 : 0,
		"memory grown": last.resident > warm.resident * RESIDENT_GROWTH ? 1 : 0,
		"handles left": Math.max(0, last.handles - warm.handles),
		"processes left": Math.max(0, last.processes - warm.processes),
		"connections left": last.connections - 1,
	};
}

function describeRests(rests: readonly Rest[]): string {
	const megabytes = (bytes: number) => Math.round(bytes / 1_048_576);
	const list = (read: (rest: Rest) => number) => rests.map(read).join("→");
	const heap = list((rest) => megabytes(rest.heap));
	const resident = list((rest) => megabytes(rest.resident));
	return `heap ${heap} MB, resident ${resident} MB, handles ${list((rest) => rest.handles)}, processes ${list((rest) => rest.processes)}`;
}

function isUnfinished(item: TimelineItem): boolean {
	return item.kind === "prompt" && item.state !== "done";
}
