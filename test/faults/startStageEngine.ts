import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEngine } from "../../demo/server/engine/startEngine.ts";
import { Lifetime } from "../../demo/server/Lifetime.ts";
import { findMarked } from "./findMarked.ts";

/** The engine as `npm start` runs it: started again on its storage whenever it dies. */
export interface StageEngine {
	readonly endpoint: string;
	readonly folder: string;
	/** What a process of actors finds it by. */
	readonly environment: Readonly<Record<string, string>>;
	/** kill -9. Another one comes by itself. */
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
