import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import type { SandboxProvider } from "../../actors/sandbox/index.ts";
import { createWorkspaceStore } from "../../src/core/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";
import { ask } from "../harness/ask.ts";
import { refused } from "../harness/refused.ts";
import { timelineOf } from "../harness/seenWorkspace.ts";
import { waitFor } from "../harness/waitFor.ts";
import { demoSandbox, startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };

const calls: string[] = [];
const lines: LogEntry[] = [];
let isProviderDown = false;
let server: WorkspaceServer;
beforeAll(async () => {
	server = await startWorkspaceServer((engine, cwd) => ({
		sandbox: ({ workspaceId }) => noting(workspaceId, demoSandbox(engine, cwd)),
		// Long enough for a call over a connection to arrive before the workspace sleeps, also on a busy machine.
		limits: { sleepAfterMs: 2_000, pauseSandboxAfterMs: 5_000 },
		onLog: (entry) => void lines.push(entry),
	}));
});
afterAll(() => server.stop());
afterEach(() => {
	calls.length = 0;
	lines.length = 0;
	isProviderDown = false;
});

/** A provider that notes what becomes of its sandboxes. */
function noting(workspaceId: string, provider: SandboxProvider): SandboxProvider {
	return {
		...provider,
		async pause(id) {
			calls.push(`pause ${workspaceId} ${id}`);
			await provider.pause?.(id);
		},
		// A provider that also has `kill` only stops a sandbox by `destroy`.
		async kill(id) {
			if (isProviderDown) throw new Error("The provider is down.");
			calls.push(`destroy ${workspaceId} ${id}`);
			await provider.kill?.(id);
		},
	};
}

const called = (words: string) => calls.some((call) => call.startsWith(words));
const happened = (event: string, workspaceId: string) =>
	waitFor(() => lines.some((line) => line.event === event && line.workspaceId === workspaceId), event);

describe("an unused sandbox", () => {
	test("is paused while its workspace sleeps, and resumed for the next prompt", async () => {
		const ada = await server.join("rest", ADA);
		const before = await ask(ada, "edit");
		await ada.leave();
		await happened("workspace_slept", "rest");
		expect(called("pause rest")).toBe(false);
		await happened("sandbox_paused", "rest");
		expect(called("pause rest")).toBe(true);

		const back = await server.join("rest", ADA);
		expect((await ask(back, "help")).state).toBe("done");
		expect(timelineOf(back.seen())[0]).toMatchObject({ id: before.id, state: "done" });
		await back.leave();
	});

	test("keeps running while somebody is present", async () => {
		const ada = await server.join("used", ADA);
		await ask(ada, "help");
		await happened("sandbox_in_use", "used");
		expect(called("pause used")).toBe(false);
		expect(ada.seen().session.state).toEqual({ status: "ready" });
		await ada.leave();
	});

	test("cannot be paused from outside", async () => {
		const { leave } = await server.join("outside", ADA);
		await leave();
		// Over no lasting connection: the workspace may sleep before the call arrives.
		const workspace = server.client().workspace.getOrCreate(["outside"], { params: ADA });
		expect((await refused(workspace.pauseSandbox())).code).toBe("forbidden");
	});
});

describe("a destroyed workspace", () => {
	test("loses its sandbox and its history, and everybody learns who destroyed it", async () => {
		const ada = await server.join("end", ADA);
		const connect = connectRivet({ workspaceId: "end", endpoint: server.engine.endpoint, getParams: () => BEN });
		const ben = createWorkspaceStore({ workspaceId: "end", connect, storage: null });
		const stop = ben.start();
		await ask(ada, "edit");
		const { sandboxId } = ada.seen().session;
		await waitFor(
			() => ben.get().connectionStatus.status === "connected" && ben.get().itemIds.length > 0,
			"Ben to see it",
		);

		expect(await ada.workspace.destroyWorkspace({ clientId: "end" })).toEqual({ destroyed: true });
		await waitFor(() => ben.get().connectionStatus.status === "refused", "Ben to be notified");
		expect(ben.get().connectionStatus).toMatchObject({ error: { code: "workspace_destroyed" } });
		expect(JSON.stringify(ben.get().connectionStatus)).toContain("Ada");
		expect(calls).toContain(`destroy end ${sandboxId?.replace("local/", "")}`);
		stop();
		await ada.leave();

		// A client that connects while the actor stops is refused, and connects again.
		const timelines: unknown[] = [];
		await waitFor(async () => {
			const again = await server.join("end", ADA);
			timelines.push(timelineOf(again.seen()));
			await again.leave();
			return true;
		}, "a new workspace under its id");
		expect(timelines).toEqual([[]]);
		const events = lines.filter(({ workspaceId }) => workspaceId === "end").map(({ event }) => event);
		expect(events).toContain("workspace_destroyed");
		expect(events).not.toContain("pause_not_scheduled");
	});

	test("stays if its sandbox cannot be removed, and keeps working", async () => {
		const ada = await server.join("kept", ADA);
		const { id } = await ask(ada, "help");
		isProviderDown = true;
		const error = await refused(ada.workspace.destroyWorkspace({ clientId: "kept" }));
		expect(error).toMatchObject({ code: "sandbox_failed", metadata: { hint: expect.any(String) } });
		await ada.until(({ session }) => session.state.status === "ready", "the agent to be back for who is there");
		expect((await ask(ada, "help")).state).toBe("done");
		expect(timelineOf(ada.seen())[0]).toMatchObject({ id });
		await ada.leave();
	});
});
