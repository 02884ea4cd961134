import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { getEnginePath } from "@rivetkit/engine-cli";
import { DemoError } from "../DemoError.ts";
import type { Lifetime } from "../Lifetime.ts";
import { choosePort } from "./choosePort.ts";
import { engineConfig } from "./engineConfig.ts";
import { keepRunning } from "./keepRunning.ts";
import { isRunning, stopProcess } from "./stopProcess.ts";

const START_LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 50;

/**
 * Starts our own Rivet engine on free ports, with its storage in `folder`, whatever other engines run on
 * this machine. An engine started by rivetkit would keep running when the program ends.
 *
 * @returns The endpoint, once the engine responds.
 */
export async function startEngine(folder: string, lifetime: Lifetime): Promise<string> {
	await mkdir(folder, { recursive: true });
	const configPath = join(folder, "engine.json");
	const logPath = join(folder, "engine.log");
	const port = await choosePort(configPath);
	await writeFile(configPath, JSON.stringify(engineConfig(folder, port)));
	const start = () => spawnEngine(configPath, logPath);
	const engine = await start();
	let stop = () => stopProcess(engine);
	await lifetime.add(() => stop());
	const endpoint = `http://127.0.0.1:${port}`;
	await answers(endpoint, engine, logPath);
	stop = keepRunning(engine, start, () => console.error("The Rivet engine ended unexpectedly; it is started again."));
	return endpoint;
}

async function spawnEngine(configPath: string, logPath: string): Promise<ChildProcess> {
	const log = await open(logPath, "a");
	const engine = spawn(getEnginePath(), ["start", "--config", configPath], { stdio: ["ignore", log.fd, log.fd] });
	engine.once("error", (error) => console.error("The Rivet engine:", error.message));
	await log.close();
	return engine;
}

async function answers(endpoint: string, engine: ChildProcess, logPath: string): Promise<void> {
	const deadline = Date.now() + START_LIMIT_MS;
	while (Date.now() < deadline && isRunning(engine)) {
		const response = await fetch(`${endpoint}/health`).catch(() => null);
		if (response?.ok) return;
		await wait(LOOK_EVERY_MS);
	}
	throw new DemoError("The Rivet engine did not start.", `Its log says why: ${logPath}`);
}
