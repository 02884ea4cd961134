import { setTimeout as delay } from "node:timers/promises";
import type { WorkspaceState } from "../../../src/core/index.ts";
import type { TimelineItem } from "../../../src/protocol/index.ts";
import { waitFor } from "../../harness/waitFor.ts";
import type { FaultReport } from "../faultReport.ts";
import { type JoinedPerson, joinAsPerson } from "../joinAsPerson.ts";
import type { FaultPlan } from "../parseArguments.ts";
import { hashTimeline, readTimeline } from "../readTimeline.ts";
import type { BurstRequest } from "./burstWorkspace.ts";
import { type BurstStage, startBurstStage } from "./startBurstStage.ts";

interface Burst extends BurstRequest {
	readonly clients: number;
}

/** What is known to be more than Rivet's engine passes on. */
const BURSTS: readonly Burst[] = [
	{ clients: 10, changes: 1_000, everyMs: 0 },
	{ clients: 50, changes: 800, everyMs: 5 },
];

/** Everybody has to be there so long after the last change. */
const AGREE_WITHIN_MS = 1_000;

/** Makes a workspace say more than Rivet passes on, and looks whether everybody has all of it soon after. */
export async function burstUpdates({ times }: FaultPlan, runId: string): Promise<FaultReport> {
	const stage = await startBurstStage(runId);
	let [differing, missed] = [0, 0];
	try {
		for (let round = 0; round < times; round++) {
			for (const burst of BURSTS) {
				const workspaceId = `burst-${round}-${burst.clients}`;
				const seen = await burstOnce(stage, workspaceId, burst);
				differing += seen.differing;
				missed += seen.missed;
				console.log(`${workspaceId}: ${seen.missed} changes missed, ${seen.differing} differ`);
			}
		}
	} finally {
		await stage.stop();
	}
	const work = BURSTS.map(({ clients, changes }) => `${changes} changes to ${clients}`).join(", ");
	return { work, hits: missed, broken: { differing }, measured: `${missed} changes dropped on the way` };
}

async function burstOnce(stage: BurstStage, workspaceId: string, { clients, ...request }: Burst) {
	const join = (name: string) => joinAsPerson(stage.endpoint, name, workspaceId);
	const people = Array.from({ length: clients }, (_, index) => join(`Person-${index}`));
	const workspace = stage.client.workspace.getOrCreate([workspaceId], { params: { userId: "ada", name: "Ada" } });
	let stopListening = async () => {};
	try {
		await waitFor(() => people.every(({ store }) => store.get().loaded), "everybody to join", 90_000);
		stopListening = await listenToNoise(stage, workspaceId);
		await workspace.burst(request);
		await delay(AGREE_WITHIN_MS);
		const states = people.map(({ store }) => store.get());
		const { counts } = await workspace.getDiagnostics();
		const fresh = await readAsNewcomer(join("Dora"));
		const whole = await Promise.all(people.map(({ store }) => readTimeline(store)));
		const isBehind = (timeline: readonly TimelineItem[]) => hashTimeline(timeline) !== hashTimeline(fresh);
		const wereBehind = states.map((state) => isOld(state, fresh));
		const differing = whole.filter((timeline, index) => wereBehind[index] || isBehind(timeline)).length;
		return { differing, missed: counts.changesMissed };
	} finally {
		for (const { leave } of people) leave();
		await stopListening();
	}
}

/** Whether a store had not everything at that moment. It may have had the newest items only. */
function isOld({ itemIds, items }: WorkspaceState, timeline: readonly TimelineItem[]): boolean {
	const newest = itemIds.flatMap((id) => items.get(id) ?? []);
	return newest.length === 0 || hashTimeline(newest) !== hashTimeline(timeline.slice(-newest.length));
}

async function readAsNewcomer({ store, leave }: JoinedPerson) {
	try {
		return await readTimeline(store);
	} finally {
		leave();
	}
}

/** Rivet sends an event only to those who listen to it. */
async function listenToNoise({ client }: BurstStage, workspaceId: string): Promise<() => Promise<void>> {
	const handle = client.workspace.getOrCreate([workspaceId], { params: { userId: "ben", name: "Ben" } });
	const listeners = Array.from({ length: 10 }, () => handle.connect());
	for (const listener of listeners) {
		listener.onError(() => undefined);
		listener.on("session.event", () => undefined);
	}
	await Promise.all(listeners.map((listener) => listener.getSessionInfo()));
	return async () => void (await Promise.all(listeners.map((listener) => listener.dispose())));
}
