import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { RUN_MARKER } from "./runMarker.ts";

/** The ids of a run's running processes, including children of children, without this process. */
export async function findProcesses(runId: string): Promise<number[]> {
	const marker = `${RUN_MARKER}=${runId}`;
	const found = process.platform === "linux" ? await searchProc(marker) : await searchPs(marker);
	return found.filter((pid) => pid !== process.pid);
}

async function searchProc(marker: string): Promise<number[]> {
	const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
	const isMarked = await Promise.all(names.map((name) => hasInEnvironment(name, marker)));
	return names.filter((_, index) => isMarked[index]).map(Number);
}

/** Processes of other users cannot be read and are never ours. */
async function hasInEnvironment(name: string, marker: string): Promise<boolean> {
	const environment = await readFile(`/proc/${name}/environ`, "utf8").catch(() => "");
	return environment.split("\0").includes(marker);
}

async function searchPs(marker: string): Promise<number[]> {
	const { stdout } = await promisify(execFile)("ps", ["-xEww", "-o", "pid=,command="], { maxBuffer: 64 * 1024 * 1024 });
	const lines = stdout.split("\n").filter((line) => line.split(" ").includes(marker));
	return lines.map((line) => Number.parseInt(line, 10));
}
