import { UserError } from "rivetkit";
import { createServerParams } from "../../actors/access/serverProof.ts";
import { createDirectory } from "../../actors/createDirectory.ts";
import type { Role } from "../../src/protocol/index.ts";
import { LIMITS } from "../../src/protocol/index.ts";
import type { WorkspaceReport } from "../../src/protocol/workspaceReport.ts";
import { connectDirectory } from "../../src/rivet/index.ts";
import { createDirectoryClient } from "../harness/directoryClient.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startRegistry } from "../harness/workspaceServer.ts";
import { type DirectoryHarness, roleFor } from "./directoryHarness.ts";

const KEY = "a secret of the contract tests, 32 characters and more";
const TENANT = "acme";

interface Params {
	readonly userId?: string;
	readonly name?: string;
	readonly role?: Role | null;
}

/** The directory of one tenant on a real engine. Its workspaces are played by their reports. */
export async function startRivetDirectory(): Promise<DirectoryHarness> {
	let areSecretsShown = false;
	let count = 0;
	const { engine, stop } = await startRegistry(({ workspace }) => ({
		workspace,
		directory: createDirectory({
			key: KEY,
			newWorkspaceId: () => `new/${++count}`,
			mayList: ({ person, workspaceIds }) => workspaceIds.map((id) => roleFor(person.userId, id, areSecretsShown)),
			limits: { visibilityMs: 0, checkIntervalMs: 300 },
			authenticate({ params }) {
				const { userId, name, role = "owner" } = params as Params;
				if (!userId || !name) throw new UserError("Nobody knows you here.", { code: "unauthenticated" });
				return { userId, name, role };
			},
			onLog: () => undefined,
		}),
	}));
	const client = createDirectoryClient(engine.endpoint);
	const directory = (workspaceId: string) =>
		client.directory.getOrCreate([TENANT], {
			params: createServerParams(KEY, { from: "workspace", tenant: TENANT, workspaceId }),
		});
	// The engine may not know the new actors yet.
	await waitFor(
		async () =>
			directory("warm/up")
				.removeWorkspace()
				.then(Boolean, () => false),
		"the directory to start",
	);
	let number = 0;

	return {
		connect: (person) =>
			connectDirectory({ tenant: TENANT, endpoint: engine.endpoint, getParams: async () => ({ ...person }) }),
		async report({ workspaceId, people = [], pending = [], ...given }) {
			const report: WorkspaceReport = {
				title: null,
				activity: "idle",
				lastActivityAt: 0,
				renameRole: "editor",
				...given,
				workspaceId,
				epoch: 1,
				number: ++number,
				people: people.slice(0, LIMITS.listedPeople),
				peopleCount: given.peopleCount ?? people.length,
				pending,
				pendingCount: given.pendingCount ?? pending.length,
				leaseMs: null,
			};
			await directory(workspaceId).report(report);
		},
		async remove(workspaceId) {
			await directory(workspaceId).removeWorkspace();
		},
		async showSecrets(isShown) {
			areSecretsShown = isShown;
		},
		async stop() {
			await client.dispose();
			await stop();
		},
	};
}
