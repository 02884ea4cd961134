import type { WorkspaceState } from "../../src/core/index.ts";
import { waitFor } from "../harness/waitFor.ts";
import type { JoinedPerson } from "./joinAsPerson.ts";

const LIMIT_MS = 90_000;

/**
 * Waits until everybody has seen a turn succeed that started after the fault.
 *
 * @param faultAt - Milliseconds since 1970.
 * @returns How long that took, in milliseconds.
 */
export async function waitForRecovery(people: readonly JoinedPerson[], faultAt: number): Promise<number> {
	const hasRecovered = () => people.every(({ store }) => sawTurnSince(store.get(), faultAt));
	await waitFor(hasRecovered, "a turn to go well after a fault", LIMIT_MS);
	return Date.now() - faultAt;
}

function sawTurnSince({ items }: WorkspaceState, faultAt: number): boolean {
	return [...items.values()].some(
		(item) =>
			item.kind === "prompt" &&
			item.state === "done" &&
			item.result !== null &&
			item.result.endedAt - item.result.durationMs > faultAt,
	);
}
