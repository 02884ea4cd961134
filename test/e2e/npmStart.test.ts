import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findProcesses } from "../../demo/server/process/findProcesses.ts";
import { createDataFolder, DemoRun, removeDataFolder } from "./DemoRun.ts";

let dataFolder: string;

beforeEach(async () => {
	dataFolder = await createDataFolder();
});

afterEach(() => removeDataFolder(dataFolder));

test.each(["SIGINT", "SIGTERM"] as const)("%s stops everything that was started", async (signal) => {
	const demo = await DemoRun.start(dataFolder);
	const { runId } = await demo.record();
	expect((await demo.processes()).length).toBeGreaterThanOrEqual(2);
	demo.signal(signal);
	await demo.exited();
	expect(await findProcesses(runId)).toEqual([]);
});

test("a signal during the start stops everything too", async () => {
	const demo = new DemoRun(dataFolder);
	await expect.poll(() => demo.processes().catch(() => [])).not.toEqual([]);
	const { runId } = await demo.record();
	await demo.stop();
	expect(await findProcesses(runId)).toEqual([]);
});

test("the server stops by itself after its parent was killed", async () => {
	const demo = await DemoRun.start(dataFolder);
	const { runId, pid } = await demo.record();
	process.kill(pid, "SIGKILL");
	await demo.exited();
	await expect.poll(() => findProcesses(runId)).toEqual([]);
});

test("the next run stops an engine that a killed run left behind", async () => {
	const first = await DemoRun.start(dataFolder);
	const { runId, pid } = await first.record();
	const engine = await enginePid(first);
	process.kill(pid, "SIGKILL");
	await killAllBut(engine, runId);
	await first.exited();
	await expect.poll(() => killAllBut(engine, runId)).toEqual([engine]);
	const second = await DemoRun.start(dataFolder);
	expect(await findProcesses(runId)).toEqual([]);
	await second.stop();
});

test("restarts a killed engine, and stops it with the rest", async () => {
	const demo = await DemoRun.start(dataFolder);
	const { runId } = await demo.record();
	const killed = await enginePid(demo);
	process.kill(killed, "SIGKILL");
	await expect.poll(() => enginePid(demo)).not.toBeOneOf([0, killed]);
	await demo.stop();
	expect(await findProcesses(runId)).toEqual([]);
});

test("a second start reports that one is already running, and where", async () => {
	const first = await DemoRun.start(dataFolder);
	const second = new DemoRun(dataFolder);
	expect(await second.exited()).toBe(1);
	expect(second.output).toContain(`it is at ${first.address}`);
	await first.stop();
});

test("reports a page port that is in use, and leaves nothing running", async () => {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	const port = typeof address === "object" && address ? address.port : 0;
	const demo = new DemoRun(dataFolder, ["--port", String(port)]);
	expect(await demo.exited()).toBe(1);
	expect(demo.output).toContain(`Port ${port} is in use.`);
	server.close();
	const other = await DemoRun.start(dataFolder);
	await other.stop();
});

/** Kills the other processes of a run, and returns those that were still there. */
async function killAllBut(spared: number, runId: string): Promise<readonly number[]> {
	const pids = await findProcesses(runId);
	for (const pid of pids) if (pid !== spared) process.kill(pid, "SIGKILL");
	return pids;
}

async function enginePid(demo: DemoRun): Promise<number> {
	const pids = await demo.processes();
	const commands = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8")));
	return pids[commands.findIndex((command) => command.includes("rivet-engine"))] ?? 0;
}
