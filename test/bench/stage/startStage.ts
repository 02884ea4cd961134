import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createClient } from "rivetkit/client";
import { installScriptedAgent } from "../../agents/installScriptedAgent.ts";
import { startSandboxServer } from "../../harness/sandboxServer.ts";
import { prepareTestEngine } from "../../harness/testEngine.ts";
import { waitFor } from "../../harness/waitFor.ts";
import type { ActorAnswers, BenchRegistry } from "./actors.ts";
import { BenchProcess } from "./BenchProcess.ts";
import type { ClientAnswers } from "./clients.ts";
import { type ProcessUse, readProcessUse } from "./processUse.ts";

const ACTORS = new URL("./actors.ts", import.meta.url);
const CLIENTS = new URL("./clients.ts", import.meta.url);

/** An engine with less work than this, as a share of one core, has delivered everything. */
const CALM = 0.2;
const CALM_INTERVAL_MS = 500;
const CALM_WITHIN_MS = 15_000;
const DISPOSE_WITHIN_MS = 3_000;

/** What is running, for a run that is ended by a signal: engines and sandboxes outlive the process that started them. */
const running = new Set<AsyncDisposable>();

/** Ends every engine, server and process of the benches. */
export async function stopStages(): Promise<void> {
	await Promise.all([...running].map((stage) => stage[Symbol.asyncDispose]()));
}

/** All real parts of a bench: an engine, a sandbox-agent server with a paced agent, and a process with the actors. */
export async function startStage() {
	await using parts = new AsyncDisposableStack();
	const engine = await prepareTestEngine();
	parts.defer(() => engine.stop());
	const agents = join(engine.folder, "agents");
	const sandbox = await startSandboxServer(agents);
	parts.defer(() => sandbox.stop());
	await installScriptedAgent(agents, "", "paced");
	const env = {
		...engine.environment,
		BENCH_SANDBOX_URL: sandbox.baseUrl,
		BENCH_SANDBOX_TOKEN: sandbox.token,
		BENCH_ENDPOINT: engine.endpoint,
	};
	const actors = parts.use(await BenchProcess.start<ActorAnswers>(ACTORS, env));
	const client = createClient<BenchRegistry>({ endpoint: engine.endpoint, disableMetadataLookup: true });
	// It waits for answers of connections that are open, which may never come.
	parts.defer(() => Promise.race([client.dispose(), delay(DISPOSE_WITHIN_MS)]));
	// The first actor waits until the engine has seen the process.
	await waitFor(() => client.bare.getOrCreate(["first"]).ping(), "the engine to place actors", 60_000);
	const enginePid = await engine.pid();

	const engineUse = (): ProcessUse => readProcessUse(enginePid ?? 0);
	const kept = parts.move();
	const stage = {
		/** The address of the engine. */
		endpoint: engine.endpoint,
		client,
		actors,
		engineUse,
		actorUse: (): ProcessUse => readProcessUse(actors.pid),
		/** A new process for clients. */
		startClients: () => BenchProcess.start<ClientAnswers>(CLIENTS, env),
		/** Waits until the engine has delivered what earlier measurements have left. */
		async untilCalm(): Promise<void> {
			const end = performance.now() + CALM_WITHIN_MS;
			while (performance.now() < end) {
				const before = engineUse().cpu;
				await delay(CALM_INTERVAL_MS);
				if (!((engineUse().cpu - before) / 1_000 > CALM * CALM_INTERVAL_MS)) return;
			}
		},
		async [Symbol.asyncDispose]() {
			running.delete(stage);
			await kept.disposeAsync();
		},
	};
	running.add(stage);
	return stage;
}

export type Stage = Awaited<ReturnType<typeof startStage>>;
