import { fork } from "node:child_process";
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
