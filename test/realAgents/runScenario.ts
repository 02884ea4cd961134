import { waitFor } from "../harness/waitFor.ts";
import { describeDifferences, describeSessionDifferences } from "./compare/describeDifferences.ts";
import { describeMissing, readShown } from "./compare/readShown.ts";
import { readStored, readStoredSession } from "./compare/readStored.ts";
import { reduceWire, type WireReading } from "./oracle/reduceWire.ts";
import type { Scenario } from "./scenarios/Scenario.ts";
import type { Scene } from "./stage/Scene.ts";
import type { Stage } from "./stage/Stage.ts";

/** How a scenario went with an agent. */
export interface Outcome {
	readonly scenario: Scenario;
	/**
	 * `equal`: what is stored, and what both people see, is what the agent said. `not played`: the agent did not do what the
	 * scenario is about, or a person could not do their part.
	 */
	readonly status: "equal" | "differs" | "not played";
	/** What differs, or why it was not played. */
	readonly differences: readonly string[];
	readonly durationMs: number;
}

/** How long what the agent said may take to be stored. */
const SETTLE_LIMIT_MS = 3_000;

/** Plays a scenario in a new workspace, and compares what the agent said with what is stored and shown. */
export async function runScenario(stage: Stage, scenario: Scenario): Promise<Outcome> {
	const start = performance.now();
	const outcome = (status: Outcome["status"], differences: readonly string[]): Outcome => {
		return { scenario, status, differences, durationMs: Math.round(performance.now() - start) };
	};
	const scene = await stage.openScene(scenario.name);
	try {
		for (const [name, script] of Object.entries(scenario.scripts(scene.folder))) stage.model.teach(name, script);
		await (scenario.play?.(scene) ?? scene.run(scenario.name));
		const { wire, differences } = await compareStored(scene);
		if (!scenario.happened(wire.said)) return outcome("not played", [`the agent said: ${summarize(wire)}`]);
		const all = [...differences, ...(await compareShown(scene, wire))];
		return outcome(all.length === 0 ? "equal" : "differs", all);
	} catch (error) {
		return outcome("not played", messagesOf(error));
	} finally {
		await scene.close();
	}
}

interface Comparison {
	readonly wire: WireReading;
	readonly differences: readonly string[];
}

async function compareStored(scene: Scene): Promise<Comparison> {
	let last: Comparison | null = null;
	const compare = async () => {
		const [stored, recordings] = await Promise.all([scene.readStored(), scene.readRecordings()]);
		const wire = reduceWire(recordings);
		const differences = [
			...describeDifferences(wire.said, readStored(stored)),
			...describeSessionDifferences(wire.session, readStoredSession(stored)),
		];
		last = { wire, differences };
		return differences.length === 0;
	};
	await waitFor(compare, "equality", SETTLE_LIMIT_MS).catch(() => undefined);
	if (last === null) await compare();
	return last ?? { wire: reduceWire([]), differences: ["nothing could be read"] };
}

async function compareShown({ ada, ben, folder }: Scene, { said }: WireReading): Promise<readonly string[]> {
	let missing: readonly string[] = [];
	const compare = async () => {
		const [forAda, forBen] = await Promise.all(
			[ada, ben].map(async (visitor) => describeMissing(said, await readShown(visitor), folder)),
		);
		missing = [...(forAda ?? []), ...(forBen ?? []).map((line) => `for the second person: ${line}`)];
		return missing.length === 0;
	};
	await waitFor(compare, "equality", SETTLE_LIMIT_MS).catch(() => undefined);
	return missing;
}

function summarize({ said }: WireReading): string {
	return said.map((one) => ("text" in one ? `${one.kind} "${one.text.slice(0, 80)}"` : one.kind)).join(", ");
}

function messagesOf(error: unknown): readonly string[] {
	if (!(error instanceof Error)) return [String(error)];
	return [error.message, ...(error.cause === undefined ? [] : messagesOf(error.cause))];
}
