import { fileURLToPath } from "node:url";
import { createClient } from "rivetkit/client";
import { startWorkspaceProcess } from "../../harness/startWorkspaceProcess.ts";
import { waitFor } from "../../harness/waitFor.ts";
import { startStageEngine } from "../startStageEngine.ts";
import type { BurstRegistry } from "./runBurstWorkspaces.ts";

const MAIN = fileURLToPath(new URL("./runBurstWorkspaces.ts", import.meta.url));

/** Nobody prompts here, so no sandbox is needed. */
const NO_SANDBOX = { baseUrl: "http://127.0.0.1:9", token: "" };

/** Workspaces that can be made to broadcast too much, in their own process and on their own engine. */
export async function startBurstStage(runId: string) {
	const engine = await startStageEngine(runId);
	const server = startWorkspaceProcess(engine, NO_SANDBOX, { main: MAIN });
	await waitFor(() => server.isServing(), "the workspaces to be served", 60_000);
	const client = createClient<BurstRegistry>({ endpoint: engine.endpoint, disableMetadataLookup: true });
	return {
		client,
		endpoint: engine.endpoint,
		hasCrashed: server.hasCrashed,
		async stop() {
			await client.dispose();
			await server.kill();
			await engine.stop();
		},
	};
}

export type BurstStage = Awaited<ReturnType<typeof startBurstStage>>;
