import { UserError } from "rivetkit";
import { withFaults } from "../../src/core/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { describeConnection } from "../contract/connectionContract.ts";
import { sampleFiles } from "../contract/sampleFiles.ts";
import { startWorkspaceServer } from "../harness/workspaceServer.ts";
import { writeFiles } from "../harness/writeFiles.ts";

describeConnection("over Rivet", async () => {
	const server = await startWorkspaceServer({
		authenticate({ params }) {
			const { userId, name } = params as { readonly userId?: string; readonly name?: string };
			if (!userId || !name) throw new UserError("Nobody knows you here.", { code: "unauthenticated" });
			return { userId, name, role: "owner" };
		},
	});
	await writeFiles(server.cwd, sampleFiles);
	const connect = (workspaceId: string, params: unknown) =>
		connectRivet({ workspaceId, endpoint: server.engine.endpoint, getParams: async () => params });

	return {
		prompts: { stream: "markdown", ask: "permission", long: "long 60" },
		connect: (workspaceId, person, faults = {}) => withFaults(connect(workspaceId, person), faults),
		connectRefused: (workspaceId) => connect(workspaceId, {}),
		stop: server.stop,
	};
});
