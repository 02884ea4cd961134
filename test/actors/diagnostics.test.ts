import { afterAll, beforeAll, expect, test } from "vitest";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import packageJson from "../../package.json" with { type: "json" };
import { PROTOCOL_VERSION } from "../../src/protocol/index.ts";
import { ask } from "../harness/ask.ts";
import { pendingApproval } from "../harness/seenWorkspace.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";
import { type RecordedMetrics, recordMetrics } from "../telemetry/recordMetrics.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben" };

let server: WorkspaceServer;
let metrics: RecordedMetrics;
const lines: LogEntry[] = [];
beforeAll(async () => {
	metrics = recordMetrics();
	server = await startWorkspaceServer({ onLog: (entry) => lines.push(entry) });
});
afterAll(async () => {
	await server.stop();
	metrics.stop();
});

test("an owner gets diagnostics, during a turn and during a permission request", async () => {
	const ada = await server.join("diagnosed", ADA);
	const ben = await server.join("diagnosed", BEN);
	await ask(ada, "hello");
	await ada.workspace.prompt({ text: "permission" });
	await ada.workspace.prompt({ text: "hello again" });
	await ada.until(pendingApproval, "the agent to ask");
	const { turn, epoch } = ada.seen();
	const diagnostics = await ada.workspace.getDiagnostics();

	expect(diagnostics).toMatchObject({
		workspaceId: "diagnosed",
		epoch,
		session: { agent: "mock", status: "ready", code: null },
		sandboxId: expect.stringMatching(/^local\//),
		connections: 2,
		participants: 2,
		turnId: turn?.id,
		queue: 1,
		pendingApprovals: 1,
		counts: { prompts: 3, turnsDone: 1, turnsFailed: 0, errors: 0 },
		lastErrors: [],
		versions: { package: packageJson.version, protocol: PROTOCOL_VERSION, node: process.versions.node },
	});
	expect(diagnostics.session.since).toBeGreaterThan(Date.now() - diagnostics.uptimeMs - 1_000);
	expect(diagnostics.seq).toBeGreaterThanOrEqual(ada.answer.seq);
	expect(diagnostics.stored.items).toBeGreaterThanOrEqual(5);
	expect(diagnostics.stored.events).toBeGreaterThan(5);
	expect(diagnostics.stored.bytes).toBeGreaterThan(10_000);
	await ada.leave();
	await ben.leave();
});

test("a failed turn is a log entry, a count and the last error", async () => {
	const cleo = await server.join("failing", { userId: "cleo", name: "Cleo" });
	const prompt = await ask(cleo, "error");
	const { counts, lastErrors } = await cleo.workspace.getDiagnostics();

	expect(counts).toMatchObject({ prompts: 1, turnsDone: 0, turnsFailed: 1, errors: 1 });
	expect(lastErrors).toMatchObject([{ code: "agent_failed", event: "turn_ended", at: expect.any(Number) }]);
	expect(lines).toContainEqual({
		level: "info",
		event: "turn_ended",
		workspaceId: "failing",
		fields: {
			turnId: prompt.turnId,
			promptId: prompt.id,
			state: "failed",
			durationMs: prompt.result?.durationMs,
			toolCalls: 1,
			code: "agent_failed",
		},
	});
	expect(metrics.sum("turns", { state: "failed" })).toBe(1);
	expect(metrics.sum("errors", { code: "agent_failed" })).toBe(1);
	expect(metrics.sum("prompts")).toBeGreaterThanOrEqual(1);
	expect(metrics.sum("connections")).toBeGreaterThanOrEqual(1);
	await cleo.leave();
});

test("counts the changes that a connected client missed", async () => {
	const dora = await server.join("missing", { userId: "dora", name: "Dora" });
	await ask(dora, "hello");
	const { epoch, seq } = dora.seen();
	await dora.workspace.sync({ protocol: PROTOCOL_VERSION, have: { epoch, seq: seq - 3 } });
	const { counts } = await dora.workspace.getDiagnostics();
	expect(counts.changesMissed).toBeGreaterThanOrEqual(3);
	await dora.leave();
});
