import { setTimeout as delay } from "node:timers/promises";
import type { WorkspaceState } from "../../src/core/index.ts";
import { waitFor } from "../harness/waitFor.ts";
import type { SimulatedPerson } from "./createSimulatedPerson.ts";
import type { JoinedPerson } from "./joinAsPerson.ts";

const LIMIT_MS = 120_000;

/** Everybody must agree this long after the workspace became idle. */
const AGREE_WITHIN_MS = 1_000;

/** Waits until nobody sees anything running, queued or pending, and then for the time that agreement may take. */
export async function waitForIdle(
	people: readonly JoinedPerson[],
	simulatedPeople: readonly SimulatedPerson[],
): Promise<void> {
	const isQuiet = () =>
		people.every(({ store }) => isIdle(store.get())) && simulatedPeople.every((simulated) => simulated.pending() === 0);
	await waitFor(isQuiet, "quiet", LIMIT_MS);
	await delay(AGREE_WITHIN_MS);
}

function isIdle({ connectionStatus, session, turn, queue, approvals, outbox }: WorkspaceState): boolean {
	const isThere = connectionStatus.status === "connected" && session?.state.status === "ready";
	return isThere && turn === null && queue.length + approvals.length + outbox.length === 0;
}
