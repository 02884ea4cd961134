import { createMemoryDirectory } from "../../src/testing/index.ts";
import { type DirectoryHarness, roleFor } from "./directoryHarness.ts";

/** A directory in memory. */
export async function startMemoryDirectory(): Promise<DirectoryHarness> {
	let areSecretsShown = false;
	let count = 0;
	const directory = createMemoryDirectory({
		newWorkspaceId: () => `new/${++count}`,
		mayList: (person, workspaceId) => roleFor(person.userId, workspaceId, areSecretsShown),
	});
	return {
		connect: (person) => directory.connect(person),
		report: async (workspace) => directory.report(workspace),
		remove: async (workspaceId) => directory.remove(workspaceId),
		async showSecrets(isShown) {
			areSecretsShown = isShown;
			directory.refreshVisibility();
		},
		async stop() {},
	};
}
