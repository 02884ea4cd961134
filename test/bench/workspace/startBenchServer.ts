import { setup } from "rivetkit";
import { createClient } from "rivetkit/client";
import { prepareTestEngine } from "../../harness/testEngine.ts";
import { waitFor } from "../../harness/waitFor.ts";
import { benchWorkspace } from "./benchActor.ts";

/** The actor of the benches on its own engine, and a client for it. */
export async function startBenchServer() {
	const engine = await prepareTestEngine();
	Object.assign(process.env, engine.environment);
	const registry = setup({ use: { workspace: benchWorkspace }, noWelcome: true, logging: { level: "error" } });
	registry.start();
	await waitFor(async () => (await registry.routes.health()).ok, "the registry to be ready");
	const client = createClient<typeof registry>({ endpoint: engine.endpoint, disableMetadataLookup: true });
	return {
		client,
		async [Symbol.asyncDispose]() {
			await client.dispose();
			await registry.shutdown();
			await engine.stop();
		},
	};
}

export type BenchClient = Awaited<ReturnType<typeof startBenchServer>>["client"];
