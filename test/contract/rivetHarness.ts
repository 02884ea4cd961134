import { UserError } from "rivetkit";
import { withFaults } from "../../src/core/index.ts";
import type { Role } from "../../src/protocol/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { startWorkspaceServer } from "../harness/workspaceServer.ts";
import { writeFiles } from "../harness/writeFiles.ts";
import type { ConnectionHarness } from "./connectionHarness.ts";
import { sampleFiles } from "./sampleFiles.ts";

interface Params {
	readonly userId?: string;
	readonly name?: string;
	readonly role?: Role;
}

/** Workspaces of the real actor, on an engine of their own. */
export async function startRivetHarness(): Promise<ConnectionHarness> {
	const server = await startWorkspaceServer({
		authenticate({ params }) {
			const { userId, name, role = "owner" } = params as Params;
			if (!userId || !name) throw new UserError("Nobody knows you here.", { code: "unauthenticated" });
			return { userId, name, role };
		},
	});
	await writeFiles(server.cwd, sampleFiles);
	const connect = (workspaceId: string, params: unknown) =>
		connectRivet({ workspaceId, endpoint: server.engine.endpoint, getParams: async () => params });

	return {
		prompts: { stream: "markdown", ask: "permission", long: "long 600", steps: "steps 600" },
		connect: (workspaceId, person, faults = {}) => withFaults(connect(workspaceId, person), faults),
		connectRefused: (workspaceId) => connect(workspaceId, {}),
		stop: server.stop,
	};
}
