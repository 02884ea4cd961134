import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/**
 * The start time of a process in the system's own format; null if it does not exist. Process ids are reused,
 * but an id together with its start time identifies one process.
 */
export async function processStartTime(pid: number): Promise<string | null> {
	return process.platform === "linux" ? await startTimeFromProc(pid) : await startTimeFromPs(pid);
}

async function startTimeFromProc(pid: number): Promise<string | null> {
	const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
	if (stat === null) return null;
	// The name in parentheses may contain spaces. After it come the state and, 19 fields later, the start time.
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return fields[0] === "Z" ? null : (fields[19] ?? null);
}

async function startTimeFromPs(pid: number): Promise<string | null> {
	const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => ({
		stdout: "",
	}));
	return stdout.trim() || null;
}
