import { diffPromises } from "../../components/diff/diffPromises.ts";
import { findCounterexamples } from "../../components/findCounterexamples.ts";
import { outputPromises } from "../../components/terminal-output/outputPromises.ts";
import { createRandom } from "../../harness/createRandom.ts";
import { waitFor } from "../../harness/waitFor.ts";
import type { FaultReport } from "../faultReport.ts";
import { type JoinedPerson, joinAsPerson } from "../joinAsPerson.ts";
import type { FaultPlan } from "../parseArguments.ts";
import { type Stage, startStage } from "../startStage.ts";
import { type Caller, createCaller } from "./createCaller.ts";
import { createHostileInputs, createRandomInputs, type Input } from "./createInputs.ts";
import { openLocalActions } from "./openLocalActions.ts";
import { type Outcome, orSilent } from "./outcome.ts";

/** How many inputs of a run are hostile; the others are random. */
const HOSTILE_SHARE = 1 / 11;
/** How many of the random ones go over the wire; the others go to the actions in this process. */
const WIRED_SHARE = 1 / 20;
const AT_ONCE = 24;
const INPUTS_A_WORKSPACE = 500;
const PROGRESS_EVERY = 1_000;
/** One in this many goes without a connection. */
const STATELESS_EVERY = 10;

/** Part of every `/etc/passwd`. */
const STOLEN = "root:x:0:0";

/**
 * Calls every action with hostile and random inputs, and checks that the workspaces still work. All hostile inputs and
 * some of the random ones go over the wire. As many random edits and command outputs are rendered.
 */
export async function runInputs({ times, seed }: FaultPlan, runId: string): Promise<FaultReport> {
	const random = createRandom(seed);
	const hostile = createHostileInputs(random, Math.round(times * HOSTILE_SHARE));
	const randoms = createRandomInputs(random, times - hostile.length);
	const wired = [...hostile, ...randoms.slice(0, Math.round(randoms.length * WIRED_SHARE))];
	const direct = randoms.slice(wired.length - hostile.length);
	const stage = await startStage(runId);
	const caller = createCaller(stage.endpoint);
	try {
		const startedAt = performance.now();
		const { outcomes: wiredOutcomes, unwell } = await giveAll(stage, caller, wired);
		const wiredAt = performance.now();
		const outcomes = [...wiredOutcomes, ...(await giveToTable(direct))];
		const shown = findMisshown(random, times);
		const rate = (count: number, from: number, to: number) => Math.round((count * 1_000) / (to - from));
		reportUnknown([...wired, ...direct], outcomes);
		return {
			work: `${hostile.length} hostile, ${randoms.length} random: ${describeCodes(outcomes)}`,
			hits: outcomes.filter(({ code }) => code !== "answered").length,
			broken: {
				unanswered: outcomes.filter(({ code }) => code === "silent").length,
				"without a code": outcomes.filter(({ code, isKnown }) => !isKnown && code !== "silent").length,
				internal: outcomes.filter(({ code }) => code === "internal").length,
				stolen: outcomes.filter(({ words }) => words.includes(STOLEN)).length,
				unwell,
				crashes: stage.crashes(),
				misshown: shown.length,
			},
			measured: `${wired.length} over the wire, ${rate(wired.length, startedAt, wiredAt)} a second; ${direct.length} in this process, ${rate(direct.length, wiredAt, performance.now())} a second`,
		};
	} finally {
		await caller.stop();
		await stage.stop();
	}
}

/** Random edits and command outputs that the screen would show wrongly: both are an agent's text. */
function findMisshown(random: () => number, times: number): readonly string[] {
	const found = findCounterexamples({ ...diffPromises, ...outputPromises }, random, times);
	for (const counterexample of found.slice(0, 10)) console.error(counterexample);
	return found;
}

/** Uses the workspaces in turn, so that none exceeds Rivet's rate limit. */
async function giveAll(stage: Stage, caller: Caller, inputs: readonly Input[]) {
	const outcomes: Outcome[] = [];
	let unwell = 0;
	for (let start = 0; start < inputs.length; start += INPUTS_A_WORKSPACE) {
		const workspaceId = `inputs-${start}`;
		const ada = joinAsPerson(stage.endpoint, "Ada", workspaceId);
		const { promptId } = await ada.store.prompt("hello");
		outcomes.push(...(await giveSome(caller, workspaceId, inputs.slice(start, start + INPUTS_A_WORKSPACE))));
		if (!(await isWell(ada, promptId))) unwell += 1;
		ada.leave();
		console.log(`inputs ${outcomes.length}/${inputs.length} over the wire: ${unwell} workspaces unwell`);
	}
	return { outcomes, unwell };
}

/** Actions that destroy a workspace go to one of their own. */
async function giveToTable(inputs: readonly Input[]): Promise<readonly Outcome[]> {
	const [table, doomed] = [await openLocalActions(), await openLocalActions()];
	const outcomes: Outcome[] = [];
	for (const input of inputs) {
		outcomes.push(await orSilent((input.action === "destroyWorkspace" ? doomed : table).call(input)));
		if (outcomes.length % PROGRESS_EVERY === 0)
			console.log(`inputs ${outcomes.length}/${inputs.length} in this process`);
	}
	await Promise.all([table.close(), doomed.close()]);
	return outcomes;
}

async function giveSome(caller: Caller, workspaceId: string, inputs: readonly Input[]): Promise<readonly Outcome[]> {
	const outcomes: Outcome[] = [];
	let next = 0;
	async function giveNext(): Promise<void> {
		for (let index = next++; index < inputs.length; index = next++) {
			const input = inputs[index];
			if (!input) return;
			// Each call that may destroy a workspace gets its own: on a shared one it races with the end of the actor, and the
			// engine answers 503.
			const target = input.action === "destroyWorkspace" ? `doomed-${workspaceId}-${index}` : workspaceId;
			const way = index % STATELESS_EVERY === 0 ? "stateless" : "connection";
			outcomes[index] = await caller.call(target, input, way);
		}
	}
	await Promise.all(Array.from({ length: AT_ONCE }, giveNext));
	return outcomes;
}

/** Whether the earlier content is still there, and the workspace still works. */
async function isWell({ store }: JoinedPerson, promptId: string): Promise<boolean> {
	const wait = { promptId: "" };
	try {
		await waitFor(() => store.get().queue.length < 10, "the queue to go on", 60_000);
		wait.promptId = (await store.prompt("hello again")).promptId;
		const isDone = () => store.get().items.get(wait.promptId)?.kind === "prompt" && store.get().queue.length === 0;
		await waitFor(isDone, "a turn after all the inputs", 60_000);
		const kept = await store.loadItem(promptId);
		return kept.kind === "prompt" && kept.text === "hello";
	} catch (error) {
		console.error(error);
		return false;
	}
}

function describeCodes(outcomes: readonly Outcome[]): string {
	const counts = new Map<string, number>();
	for (const { code } of outcomes) counts.set(code, (counts.get(code) ?? 0) + 1);
	const sorted = [...counts].sort(([, one], [, other]) => other - one);
	return sorted.map(([code, count]) => `${count} ${code}`).join(", ");
}

/** The outcomes that need attention. */
function reportUnknown(inputs: readonly Input[], outcomes: readonly Outcome[]): void {
	outcomes.forEach(({ code, isKnown, words }, index) => {
		if (isKnown && code !== "internal") return;
		const { action, args } = inputs[index] ?? {};
		console.error(`${code} for ${action}: ${String(JSON.stringify(args)).slice(0, 200)} ${words.slice(0, 200)}`);
	});
}
