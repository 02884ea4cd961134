import {
	createMemoryWorkspace,
	createWorkspaceStore,
	type MemoryPerson,
	type MemoryWorkspaceOptions,
	type WorkspaceStoreOptions,
} from "../../src/core/index.ts";
import { createFakeClock } from "./createFakeClock.ts";

export const ADA: MemoryPerson = { userId: "ada", name: "Ada" };
export const BEN: MemoryPerson = { userId: "ben", name: "Ben" };

/** A store on a clock that stands still, which tells its listeners at once. */
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

/** An in-memory workspace and a store of Ada's that has loaded it. */
export async function startStore(
	workspaceOptions: MemoryWorkspaceOptions = {},
	storeOptions: Partial<WorkspaceStoreOptions> = {},
) {
	const clock = createFakeClock();
	const workspace = createMemoryWorkspace({ clock, ...workspaceOptions });
	const store = createTestStore({ connect: workspace.connect(ADA), clock, ...storeOptions });
	const stop = store.start();
	await clock.settle();
	return { clock, workspace, store, stop };
}
