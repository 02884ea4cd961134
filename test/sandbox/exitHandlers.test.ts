import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { local } from "../../actors/sandbox/local.ts";
import { waitFor } from "../harness/waitFor.ts";

const HOST = fileURLToPath(new URL("hostProcess.ts", import.meta.url));

let cwd: string;

beforeEach(async () => {
	cwd = await mkdtemp(`${tmpdir()}/workspace-chat-host-`);
});

afterEach(() => rm(cwd, { recursive: true }));

/** The processes that run, without those that have ended and are not collected by their parent yet. */
function runningProcesses(): readonly { readonly pid: number; readonly parent: number }[] {
	const lines = execFileSync("ps", ["-eo", "pid=,ppid=,stat=,comm="], { encoding: "utf8" }).trim().split("\n");
	const rows = lines.map((line) => line.trim().split(/\s+/));
	return rows.flatMap(([pid, parent, state, name]) =>
		state?.startsWith("Z") || name === "ps" ? [] : [{ pid: Number(pid), parent: Number(parent) }],
	);
}

const childrenOf = (parent: number | undefined) =>
	runningProcesses().flatMap((found) => (found.parent === parent ? [found.pid] : []));

const isRunning = (pid: number) => runningProcesses().some((found) => found.pid === pid);

const isGone = (id: string) =>
	fetch(`http://${id}/v1/health`).then(
		() => false,
		() => true,
	);

test.each(["SIGINT", "SIGTERM"] as const)("%s ends a host without handlers, and its server", async (signal) => {
	const host = fork(HOST, [cwd], { silent: true });
	const [id] = await once(host, "message");
	expect(await isGone(id)).toBe(false);
	host.kill(signal);
	expect(await once(host, "exit")).toEqual([null, signal]);
	await waitFor(() => isGone(id), "the server to be gone");
});

test("a host that is killed with SIGKILL takes its server and their watcher with it", async () => {
	const host = fork(HOST, [cwd], { silent: true });
	const [id] = await once(host, "message");
	expect(await isGone(id)).toBe(false);
	const children = childrenOf(host.pid);
	expect(children).toHaveLength(2);
	host.kill("SIGKILL");
	await waitFor(() => isGone(id), "the server to be gone");
	await waitFor(() => children.every((pid) => !isRunning(pid)), "its processes to be gone");
});

test("a server that ends takes its watcher with it", async () => {
	const provider = local({ cwd });
	const before = childrenOf(process.pid);
	const id = await provider.create();
	expect(childrenOf(process.pid).length).toBe(before.length + 2);
	await provider.destroy(id);
	await waitFor(() => childrenOf(process.pid).length === before.length, "both to be gone");
});

test("a dozen servers add no more listeners than one", async () => {
	const provider = local({ cwd });
	const ids = [await provider.create()];
	const listeners = () => ["exit", "SIGINT", "SIGTERM"].map((event) => process.listenerCount(event));
	const withOne = listeners();
	try {
		while (ids.length < 12) ids.push(await provider.create());
		expect(listeners()).toEqual(withOne);
	} finally {
		await Promise.all(ids.map((id) => provider.destroy(id)));
	}
});
