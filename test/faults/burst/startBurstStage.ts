import { setup } from "rivetkit";
import { createClient } from "rivetkit/client";
import { startStageEngine } from "../startStageEngine.ts";
import { burstWorkspace } from "./burstWorkspace.ts";

/** Workspaces in this process that can be made to say too much, on an engine of their own. */
export async function startBurstStage(runId: string) {
	const engine = await startStageEngine(runId);
	const registry = setup({
		use: { workspace: burstWorkspace },
		endpoint: engine.endpoint,
		noWelcome: true,
		logging: { level: "silent" },
		shutdown: { disableSignalHandlers: true },
	});
	await registry.startAndWait();
	const client = createClient<typeof registry>({ endpoint: engine.endpoint, disableMetadataLookup: true });
	return {
		client,
		endpoint: engine.endpoint,
		async stop() {
			await client.dispose();
			await registry.shutdown();
			await engine.stop();
		},
	};
}

export type BurstStage = Awaited<ReturnType<typeof startBurstStage>>;
