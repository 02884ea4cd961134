import { setTimeout as delay } from "node:timers/promises";
import type { WorkspaceState } from "../../src/core/index.ts";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { median } from "../bench/report/statistics.ts";
import { createRandom } from "../harness/createRandom.ts";
import { waitFor } from "../harness/waitFor.ts";
import { emptyActivityLog } from "./activityLog.ts";
import { countBroken } from "./countBroken.ts";
import { createSimulatedPerson, type SimulatedPerson } from "./createSimulatedPerson.ts";
import { WIRE_FAULTS } from "./FaultyProxy.ts";
import type { FaultReport } from "./faultReport.ts";
import { type JoinedPerson, joinAsPerson } from "./joinAsPerson.ts";
import type { FaultPlan } from "./parseArguments.ts";
import { readWithNewcomer } from "./readWithNewcomer.ts";
import { type Stage, startStage } from "./startStage.ts";
import { waitForIdle } from "./waitForIdle.ts";
import { waitForRecovery } from "./waitForRecovery.ts";

const PEOPLE = ["Ada", "Ben", "Cleo"];

/** The faults that people notice and must recover from. */
export type Breakage = "actor" | "engine" | "sandbox" | "agent" | "proxy";

/** Injects the fault, and returns a description of it. */
type Inject = (stage: Stage, random: () => number) => Promise<string>;

const INJECT: Readonly<Record<Breakage, Inject>> = {
	actor: (stage) => stage.killActor().then(() => "killed"),
	engine: (stage) => stage.killEngine().then(() => "killed"),
	sandbox: (stage) => stage.killSandbox().then(() => "killed"),
	agent: (stage) => stage.killAgent().then(() => "killed"),
	async proxy(stage, random) {
		const fault = WIRE_FAULTS[Math.floor(random() * WIRE_FAULTS.length)] ?? "cut";
		stage.strikeWire(fault);
		return fault;
	},
};

/**
 * Lets three people work on a stage of real parts while one kind of fault is injected repeatedly. Measures
 * the time from each fault until everybody has seen a turn succeed that started after it.
 */
export async function injectFaults(kind: Breakage, plan: FaultPlan, runId: string): Promise<FaultReport> {
	const stage = await startStage(runId);
	const people = PEOPLE.map((name) => joinAsPerson(stage.endpoint, name));
	const activity = emptyActivityLog();
	const simulatedPeople = people.map((joined, index) =>
		createSimulatedPerson({ joined, activity, random: createRandom(plan.seed + 1 + index) }),
	);
	try {
		const recoveries = await breakAgainAndAgain(kind, plan, stage, people);
		await finishWork(people, simulatedPeople);
		const { timeline, others } = await readWithNewcomer(joinAsPerson(stage.endpoint, "Dora"), people);
		const broken = countBroken(activity, timeline, others);
		return {
			work: `${activity.accepted.length} prompts, ${activity.answers.length} answers`,
			hits: timeline.filter(wasCut).length + people.reduce((sum, { losses }) => sum + losses(), 0),
			broken: { ...broken, ...(await countLeft(stage, people)), crashes: stage.crashes() },
			measured: `back after ${inSeconds(median(recoveries))}, at most ${inSeconds(Math.max(...recoveries))}`,
		};
	} finally {
		for (const simulated of simulatedPeople) simulated.stop();
		for (const { leave } of people) leave();
		await stage.stop();
	}
}

async function breakAgainAndAgain(
	kind: Breakage,
	{ times, seed }: FaultPlan,
	stage: Stage,
	people: readonly JoinedPerson[],
) {
	const random = createRandom(seed);
	const recoveries: number[] = [];
	await waitForRecovery(people, 0);
	while (recoveries.length < times) {
		await delay(2_000 * random());
		const visitor = await joinAs(stage, `Visitor-${recoveries.length}`);
		// Every other turn waits for a person: most others have ended on a quiet machine before the fault hits them.
		const canBreak = recoveries.length % 2 === 0 ? isWaitingForPeople : isRunning;
		await waitFor(() => people.some(({ store }) => canBreak(store.get())), "a turn to break", 30_000);
		const faultAt = Date.now();
		const deed = await INJECT[kind](stage, random);
		visitor.leave();
		recoveries.push(await waitForRecovery(people, faultAt));
		console.log(`${kind} ${recoveries.length}/${times}: ${deed}, back after ${recoveries.at(-1)} ms`);
	}
	return recoveries;
}

const isRunning = ({ turn }: WorkspaceState) => turn !== null;
const isWaitingForPeople = ({ turn, approvals }: WorkspaceState) => turn !== null && approvals.length > 0;

/** A person who leaves during the fault, and must not count as present afterwards. */
async function joinAs(stage: Stage, name: string): Promise<JoinedPerson> {
	const joined = joinAsPerson(stage.endpoint, name);
	await waitFor(() => joined.store.get().loaded, `${name} to join`, 60_000);
	return joined;
}

/** Connections of people who left and agents that nobody needs, after some time for cleanup. */
async function countLeft(stage: Stage, people: readonly JoinedPerson[]) {
	const count = async () => ({
		connectionsLeft: ((await people[0]?.store.getDiagnostics())?.connections ?? 0) - people.length,
		agentsLeft: (await stage.agents()) - 1,
	});
	const isClean = async () => Object.values(await count()).every((left) => left <= 0);
	await waitFor(isClean, "connections and agents to be cleaned up", 120_000).catch(() => undefined);
	return count();
}

async function finishWork(people: readonly JoinedPerson[], simulatedPeople: readonly SimulatedPerson[]): Promise<void> {
	for (const simulated of simulatedPeople) simulated.rest();
	await waitForIdle(people, simulatedPeople);
}

function inSeconds(ms: number): string {
	return `${(ms / 1_000).toFixed(1)} s`;
}

function wasCut(item: TimelineItem): boolean {
	return item.kind === "prompt" && (item.state === "interrupted" || item.state === "failed");
}
