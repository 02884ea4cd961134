import { createWorkspaceStore, type WorkspaceStoreOptions } from "../../src/core/index.ts";
import {
	createMemoryWorkspace,
	type MemoryPerson,
	type MemoryWorkspaceOptions,
	type NetworkConditions,
} from "../../src/testing/index.ts";
import { createFakeClock } from "./createFakeClock.ts";

export const ADA: MemoryPerson = { userId: "ada", name: "Ada" };
export const BEN: MemoryPerson = { userId: "ben", name: "Ben" };

/** A store without a storage that calls its listeners at once. */
export function createTestStore(options: Partial<WorkspaceStoreOptions> & Pick<WorkspaceStoreOptions, "connect">) {
	return createWorkspaceStore({
		workspaceId: "memory",
		storage: null,
		schedule: (callback) => {
			callback();
			return () => {};
		},
		...options,
	});
}

export interface StartOptions {
	readonly workspace?: MemoryWorkspaceOptions;
	readonly store?: Partial<WorkspaceStoreOptions>;
	readonly faults?: NetworkConditions;
}

/** An in-memory workspace and Ada's store, which has loaded it. The clock is fake. */
export async function startStore(options: StartOptions = {}) {
	const clock = createFakeClock();
	const workspace = createMemoryWorkspace({ clock, ...options.workspace });
	const connect = workspace.connect(ADA, options.faults);
	const store = createTestStore({ connect, clock, ...options.store });
	const stop = store.start();
	await clock.settle();
	return { clock, workspace, store, stop };
}
