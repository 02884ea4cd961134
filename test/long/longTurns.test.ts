import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { endedPrompt, pendingApproval, timelineOf } from "../harness/seenWorkspace.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";
import { ServerProvider } from "../sandbox/ServerProvider.ts";

// With the real timeouts: 120 s in the sandbox-agent server, 300 s in Node's `fetch`, 10 s for a stop.
const SIX_MINUTES = 360_000;
const LONGEST = 2 * SIX_MINUTES;

const ADA = { userId: "ada", name: "Ada" };

let folder: string;
let sandbox: ServerProvider;
let server: WorkspaceServer;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "workspace-chat-long-"));
	sandbox = new ServerProvider({ folder, script: "scripted" });
	server = await startWorkspaceServer({ sandbox });
});
afterAll(async () => {
	await server.stop();
	await sandbox.destroyAll();
	await rm(folder, { recursive: true });
});

const sixMinutesAfter = (begin: number) =>
	waitFor(() => Date.now() - begin > SIX_MINUTES, "6 minutes to pass", LONGEST);

test.concurrent("a turn of 6 minutes ends normally with nobody connected", async () => {
	const ada = await server.join("turn", ADA);
	const { promptId } = await ada.workspace.prompt({ text: `slow ${SIX_MINUTES}` });
	const { startedAt } = await ada.until((seen) => seen.turn, "the turn to begin");
	await ada.leave();
	await sixMinutesAfter(startedAt);
	const back = await server.join("turn", ADA);
	const prompt = await back.until((seen) => endedPrompt(seen, promptId), "the turn to end");
	expect(prompt).toMatchObject({ state: "done", result: { stopReason: "end_turn", error: null } });
	expect(prompt.result?.durationMs).toBeGreaterThanOrEqual(SIX_MINUTES);
	expect(timelineOf(back.seen())).toMatchObject([{ kind: "prompt" }, { kind: "message", text: "tick ".repeat(5) }]);
});

test.concurrent("an answer to a permission request after 6 minutes reaches the agent", async () => {
	const ada = await server.join("permission", ADA);
	const { promptId } = await ada.workspace.prompt({ text: "ask" });
	const { id: approvalId, createdAt } = await ada.until(pendingApproval, "the agent to ask");
	await ada.leave();
	await sixMinutesAfter(createdAt);
	const back = await server.join("permission", ADA);
	await back.workspace.answerApproval({ clientId: "late", approvalId, optionId: "yes" });
	const prompt = await back.until((seen) => endedPrompt(seen, promptId), "the turn to end");
	expect(prompt).toMatchObject({ state: "done", result: { stopReason: "end_turn", approvals: 1 } });
	expect(timelineOf(back.seen()).at(-1)).toMatchObject({ kind: "message", text: expect.stringContaining('"yes"') });
});

test.concurrent("a turn whose agent does not stop is over 10 s after the stop", async () => {
	const ada = await server.join("stop", ADA);
	const { promptId } = await ada.workspace.prompt({ text: "ignore-cancel" });
	const turn = await ada.until((seen) => seen.turn, "the turn to begin");
	const stoppedAt = performance.now();
	await ada.workspace.stop({ clientId: "stop", turnId: turn.id });
	await ada.until((seen) => endedPrompt(seen, promptId)?.state === "cancelled", "the turn to end");
	expect(performance.now() - stoppedAt).toBeGreaterThan(9_900);
	expect(performance.now() - stoppedAt).toBeLessThan(12_000);
});

test.concurrent("a turn whose agent closed its output fails by itself", async () => {
	const ada = await server.join("deaf", ADA);
	const { promptId } = await ada.workspace.prompt({ text: "close-stdout" });
	await waitFor(() => Boolean(endedPrompt(ada.seen(), promptId)), "the turn to end", SIX_MINUTES);
	const error = { code: "agent_silent" };
	expect(endedPrompt(ada.seen(), promptId)).toMatchObject({ state: "failed", result: { error } });
});
