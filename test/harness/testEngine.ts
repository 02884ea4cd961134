import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../../demo/server/engine/freePort.ts";
import { waitFor } from "./waitFor.ts";

/** How far above its own port an engine that rivetkit starts opens others. With the last one taken it never gets ready. */
const NEIGHBOURS = [1, 10];

/** A place for a Rivet engine of one test file: its own port and storage. rivetkit starts the engine itself. */
export interface TestEngine {
	readonly endpoint: string;
	/** An empty folder for whatever else the tests need. */
	readonly folder: string;
	/** What rivetkit reads from the environment to use this engine. */
	readonly environment: Readonly<Record<string, string>>;
	/** kill -9. The next process that needs it starts another on its storage. */
	kill(): Promise<void>;
	/** Ends the engine and removes what it stored. */
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

/** The engine outlives the process that started it, and says in a file which process it is. */
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
	// Its process may stay as a zombie of ours for as long as we live, so it is gone when it does not answer.
	while (performance.now() < end && (await answers(endpoint))) await delay(50);
	signal(pid, "SIGKILL");
}

function answers(endpoint: string): Promise<boolean> {
	return fetch(endpoint, { signal: AbortSignal.timeout(1_000) }).then(
		() => true,
		() => false,
	);
}

/** False when there is no such process any more. */
function signal(pid: number, name: NodeJS.Signals): boolean {
	try {
		return process.kill(pid, name);
	} catch {
		return false;
	}
}
