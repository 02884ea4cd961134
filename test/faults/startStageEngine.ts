import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEngine } from "../../demo/server/engine/startEngine.ts";
import { Lifetime } from "../../demo/server/Lifetime.ts";
import { findMarked } from "./findMarked.ts";

/** The engine as `npm start` runs it: restarted on its storage whenever it dies. */
export interface StageEngine {
	readonly endpoint: string;
	readonly folder: string;
	/** The environment by which a process of actors finds it. */
	readonly environment: Readonly<Record<string, string>>;
	/** Kills the engine with SIGKILL. It is restarted automatically. */
	kill(): Promise<void>;
	stop(): Promise<void>;
}

export async function startStageEngine(runId: string): Promise<StageEngine> {
	const folder = await mkdtemp(join(tmpdir(), "workspace-chat-"));
	const storage = join(folder, "engine");
	const lifetime = new Lifetime();
	const endpoint = await startEngine(storage, lifetime);
	return {
		endpoint,
		folder,
		environment: { RIVET_ENDPOINT: endpoint, RUST_LOG: "off", RIVET_LOG_LEVEL: "silent" },
		async kill() {
			for (const pid of await findMarked(runId, storage)) process.kill(pid, "SIGKILL");
		},
		async stop() {
			await lifetime.close();
			await rm(folder, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}
