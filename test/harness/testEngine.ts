import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../../demo/server/engine/freePort.ts";
import { waitFor } from "./waitFor.ts";

/** The offsets of the other ports that an engine opens. If the last one is taken, it never becomes ready. */
const NEIGHBOURS = [1, 10];

/** Port and storage for the Rivet engine of one test file. rivetkit starts the engine itself. */
export interface TestEngine {
	readonly endpoint: string;
	/** An empty folder for the tests. */
	readonly folder: string;
	/** The environment variables by which rivetkit uses this engine. */
	readonly environment: Readonly<Record<string, string>>;
	/** The id of its process; null before rivetkit has started it. */
	pid(): Promise<number | null>;
	/** Kills the engine with SIGKILL. The next process that needs it starts another on its storage. */
	kill(): Promise<void>;
	/** Stops the engine and removes its storage. */
	stop(): Promise<void>;
}

export async function prepareTestEngine(): Promise<TestEngine> {
	const folder = await mkdtemp(join(tmpdir(), "workspace-chat-"));
	const port = await freePort(NEIGHBOURS);
	const storage = join(folder, "rivet");
	const endpoint = `http://127.0.0.1:${port}`;
	return {
		endpoint,
		folder,
		environment: {
			RIVETKIT_STORAGE_PATH: storage,
			RIVET_RUN_ENGINE: "1",
			RIVET_RUN_ENGINE_PORT: String(port),
			RUST_LOG: "off",
			RIVET_LOG_LEVEL: "silent",
			// Thousandths of a core. Otherwise an engine on a busy machine leaves most of its work to other engines, of
			// which there are none here: from 70 % load on, new actors wait 15 s and more for it.
			RIVET__RUNTIME__WORKER_CPU_MAX: "1000000",
		},
		pid: () => readEnginePid(storage),
		async kill() {
			const pid = await readEnginePid(storage);
			if (pid !== null) signal(pid, "SIGKILL");
			await waitFor(async () => !(await answers(endpoint)), "the engine to be gone");
		},
		async stop() {
			await stopEngine(storage, endpoint);
			await rm(folder, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

/** The engine outlives the process that started it, and writes its process id to a file. */
async function readEnginePid(storage: string): Promise<number | null> {
	const runtime = await readFile(join(storage, ".rivetkit/var/engine/runtime.json"), "utf8").catch(() => null);
	if (runtime === null) return null;
	const { pid }: { pid: number } = JSON.parse(runtime);
	return pid;
}

async function stopEngine(storage: string, endpoint: string): Promise<void> {
	const pid = await readEnginePid(storage);
	if (pid === null || !signal(pid, "SIGTERM")) return;
	const end = performance.now() + 5_000;
	// The process may remain as a zombie, so it counts as gone when it does not answer.
	while (performance.now() < end && (await answers(endpoint))) await delay(50);
	signal(pid, "SIGKILL");
}

function answers(endpoint: string): Promise<boolean> {
	return fetch(endpoint, { signal: AbortSignal.timeout(1_000) }).then(
		() => true,
		() => false,
	);
}

/** False if there is no such process. */
function signal(pid: number, name: NodeJS.Signals): boolean {
	try {
		return process.kill(pid, name);
	} catch {
		return false;
	}
}
