import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { type EngineChoice, type Environment, findEndpoint, type StartProblem } from "./productionProblem.ts";

const HOST = "127.0.0.1";
const DEFAULT_PORT = 6420;
/** The offsets of the other ports that an engine opens. */
const NEIGHBOURS = [1, 10];
const REQUEST_TIMEOUT_MS = 2_000;

/** The engine that Rivet starts on this machine. */
export interface LocalEngine {
	readonly endpoint: string;
	readonly port: number;
	/** The folder of its data, in which Rivet makes `.rivetkit`. */
	readonly storage: string;
}

/** @throws {TypeError} When `RIVET_RUN_ENGINE_PORT` is not a port. */
export function locateEngine({ RIVET_RUN_ENGINE_PORT, RIVETKIT_STORAGE_PATH }: Environment): LocalEngine {
	const port = RIVET_RUN_ENGINE_PORT ? Number(RIVET_RUN_ENGINE_PORT) : DEFAULT_PORT;
	if (!Number.isInteger(port) || port < 1 || port > 65_525) {
		throw new TypeError(`RIVET_RUN_ENGINE_PORT is “${RIVET_RUN_ENGINE_PORT}”, which is not a port from 1 to 65525.`);
	}
	return { endpoint: `http://${HOST}:${port}`, port, storage: RIVETKIT_STORAGE_PATH || homedir() };
}

/** The engine beside this server; null when it uses another. */
export function localEngineOf(
	environment: Environment,
	choice: EngineChoice & { readonly enginePort?: number | undefined },
): LocalEngine | null {
	if (findEndpoint(environment, choice) !== null) return null;
	const engine = locateEngine(environment);
	const { enginePort } = choice;
	return enginePort === undefined ? engine : { ...engine, port: enginePort, endpoint: `http://${HOST}:${enginePort}` };
}

/** Whether a Rivet engine answers there. */
export async function isEngine(endpoint: string): Promise<boolean> {
	try {
		const response = await fetch(new URL("/metadata", endpoint), { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
		return v.is(metadataSchema, await response.json());
	} catch {
		return false;
	}
}

const metadataSchema = v.object({ runtime: v.literal("engine") });

/** The ports of an engine that somebody else listens on. */
export async function findTakenPorts({ port }: LocalEngine): Promise<readonly number[]> {
	const ports = [port, ...NEIGHBOURS.map((distance) => port + distance)];
	const taken = await Promise.all(ports.map(isTaken));
	return ports.filter((_, index) => taken[index]);
}

function isTaken(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(true));
		server.listen(port, HOST, () => server.close(() => resolve(false)));
	});
}

const runtimeSchema = v.pipe(v.string(), v.parseJson(), v.object({ pid: v.number(), endpoint: v.string() }));

/** The engine that was started last on a folder. Its file stays when it ends. */
async function readRuntime(storage: string): Promise<v.InferOutput<typeof runtimeSchema> | null> {
	const path = join(storage, ".rivetkit/var/engine/runtime.json");
	const parsed = v.safeParse(runtimeSchema, await readFile(path, "utf8").catch(() => ""));
	return parsed.success ? parsed.output : null;
}

/** The id of the engine's process; null when none runs. It outlives the process that started it. */
export async function readEnginePid({ endpoint, storage }: LocalEngine): Promise<number | null> {
	const runtime = await readRuntime(storage);
	return runtime?.endpoint === endpoint ? runtime.pid : null;
}

/** An engine at another address that uses the same folder, so that this one cannot start. */
export async function findFolderProblem({ endpoint, storage }: LocalEngine): Promise<StartProblem | null> {
	const other = await readRuntime(storage);
	if (other === null || other.endpoint === endpoint || !(await isEngine(other.endpoint))) return null;
	return {
		message: `Another engine uses the folder ${storage}: the one at ${other.endpoint} (process ${other.pid}).`,
		hint: `RIVETKIT_STORAGE_PATH=…    another folder, for an engine of its own\nkill ${other.pid}    ends the other one`,
	};
}
