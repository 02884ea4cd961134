import { afterAll, afterEach, beforeAll } from "vitest";
import type { ConnectionHarness, ContractPerson } from "./connectionHarness.ts";
import { type OpenStore, openStore } from "./openStore.ts";

/** One workspace for all tests of a contract. */
export interface Contract {
	readonly harness: ConnectionHarness;
	/** Opens the workspace for a person, until the end of the test. */
	join(person: ContractPerson): Promise<OpenStore>;
	/** Called at the end of the test. */
	onEnd(close: () => void): void;
}

/**
 * Starts a harness for the tests around it, and wakes a workspace.
 *
 * @param leave - What each test does at its end, before its stores are closed. Default: nothing.
 */
export function setUpContract(
	workspaceId: string,
	startHarness: () => Promise<ConnectionHarness>,
	leave: () => Promise<unknown> = async () => {},
): Contract {
	let harness: ConnectionHarness;
	const closers: (() => void)[] = [];
	beforeAll(async () => {
		harness = await startHarness();
		await harness.wake(workspaceId);
	});
	afterAll(() => harness.stop());
	afterEach(async () => {
		await leave();
		for (const close of closers.splice(0)) close();
	});
	return {
		get harness() {
			return harness;
		},
		async join(person) {
			const store = await openStore(workspaceId, harness.connect(workspaceId, person));
			closers.push(store.close);
			return store;
		},
		onEnd: (close) => void closers.push(close),
	};
}
