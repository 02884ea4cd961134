import { afterEach, beforeEach, expect, test } from "vitest";
import type { EndedTurn } from "../../actors/events/workspaceEvents.ts";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { PACKAGE_VERSION } from "../../actors/telemetry/meter.ts";
import { Telemetry } from "../../actors/telemetry/Telemetry.ts";
import packageJson from "../../package.json" with { type: "json" };
import type { ApprovalItem } from "../../src/protocol/index.ts";
import { type RecordedMetrics, recordMetrics } from "./recordMetrics.ts";

let metrics: RecordedMetrics;
let lines: Omit<LogEntry, "workspaceId">[] = [];
beforeEach(() => {
	metrics = recordMetrics();
	lines = [];
});
afterEach(() => metrics.stop());

const open = () => new Telemetry((level, event, fields = {}) => void lines.push({ level, event, fields }));

const TURN: EndedTurn = {
	turnId: "turn-1",
	promptId: "prompt-1",
	state: "done",
	durationMs: 1_500,
	toolCalls: 2,
	code: undefined,
	usage: null,
};

test("records a turn as one line, one count and one duration in seconds", () => {
	const telemetry = open();
	telemetry.recordTurn(TURN);
	const { usage: _usage, ...fields } = TURN;
	expect(lines).toEqual([{ level: "info", event: "turn_ended", fields }]);
	expect(metrics.measurements).toEqual([
		{ name: "turns", value: 1, attributes: { state: "done" } },
		{ name: "turn.duration", value: 1.5, attributes: { state: "done" } },
	]);
	expect(telemetry.counts()).toMatchObject({ turnsDone: 1, turnsFailed: 0, errors: 0 });
});

test("records a failed turn also as an error with its code", () => {
	const telemetry = open();
	telemetry.recordTurn({ ...TURN, state: "failed", code: "agent_exited" });
	expect(lines).toHaveLength(1);
	expect(metrics.sum("errors", { code: "agent_exited", event: "turn_ended" })).toBe(1);
	expect(telemetry.counts()).toMatchObject({ turnsFailed: 1, errors: 1 });
	expect(telemetry.lastErrors()).toMatchObject([{ code: "agent_exited", event: "turn_ended" }]);
});

test("records each line of level error as an error, as internal when it names no code", () => {
	const telemetry = open();
	telemetry.log("warn", "cancel_failed");
	telemetry.log("error", "session_failed", { code: "sandbox_unreachable" });
	telemetry.log("error", "flush_failed", { error: "The disk is full." });
	expect(telemetry.lastErrors().map(({ code }) => code)).toEqual(["internal", "sandbox_unreachable"]);
	expect(metrics.sum("errors")).toBe(2);
});

test("keeps the last twenty errors", () => {
	const telemetry = open();
	for (let count = 0; count < 30; count++) telemetry.log("error", "flush_failed");
	expect(telemetry.lastErrors()).toHaveLength(20);
	expect(telemetry.counts().errors).toBe(30);
});

test("counts each state of an approval once", () => {
	const telemetry = open();
	const approval = { id: "approval-1", state: { status: "pending" } } as ApprovalItem;
	const answered = { ...approval, state: { status: "answered" } } as ApprovalItem;
	for (const state of [approval, approval, answered, answered]) telemetry.recordApproval(state);
	expect(metrics.sum("approvals", { state: "pending" })).toBe(1);
	expect(metrics.sum("approvals", { state: "answered" })).toBe(1);
});

test("records what a turn cost and used", () => {
	const telemetry = open();
	const tokens = { input: 10, output: 5, cachedRead: 100, total: 115 };
	const usage = { used: 1, size: 2, cost: { amount: 0.25, currency: "EUR" }, tokens };
	telemetry.recordTurn({ ...TURN, usage });
	telemetry.recordTurn({ ...TURN, usage });
	expect(metrics.sum("cost", { currency: "EUR" })).toBe(0.5);
	expect(metrics.sum("tokens", { kind: "cached_read" })).toBe(200);
	expect(metrics.sum("tokens", { kind: "output" })).toBe(10);
});

test("has one value for all currencies that are none", () => {
	const telemetry = open();
	for (const currency of ["€", "credits", "usd"])
		telemetry.recordTurn({ ...TURN, usage: { used: 1, size: 2, cost: { amount: 1, currency } } });
	expect(metrics.sum("cost", { currency: "other" })).toBe(3);
});

test("counts the log events that say that something was not stored as storage errors, too", () => {
	const telemetry = open();
	telemetry.log("error", "flush_failed", { error: "The disk is full." });
	telemetry.log("error", "session_failed", { code: "sandbox_unreachable" });
	expect(metrics.sum("storage.errors")).toBe(1);
	expect(metrics.sum("storage.errors", { event: "flush_failed" })).toBe(1);
});

test("counts each sync, and once each gap however many changes were missed", () => {
	const telemetry = open();
	telemetry.recordSync("new");
	telemetry.recordSync("changed");
	telemetry.recordMissedChanges(40);
	expect([metrics.sum("syncs", { window: "changed" }), metrics.sum("gaps"), metrics.sum("changes.missed")]).toEqual([
		1, 1, 40,
	]);
});

test("the connection counter adds up to the open connections", () => {
	const telemetry = open();
	for (const count of [1, 2, 3, 1, 0]) telemetry.setConnections(count);
	expect(metrics.sum("connections")).toBe(0);
	telemetry.setConnections(2);
	expect(metrics.sum("connections")).toBe(2);
});

test("counts updates lost from the agent and changes missed by clients", () => {
	const telemetry = open();
	telemetry.recordLostUpdates(3);
	telemetry.recordMissedChanges(7);
	expect(telemetry.counts()).toMatchObject({ updatesLost: 3, changesMissed: 7 });
	expect([metrics.sum("updates.lost"), metrics.sum("changes.missed")]).toEqual([3, 7]);
});

test("does nothing without a metrics system", () => {
	metrics.stop();
	expect(() => open().recordTurn(TURN)).not.toThrow();
});

test("reports the version of the package", () => {
	expect(PACKAGE_VERSION).toBe(packageJson.version);
});

test("survives a metrics system that throws, and logs that once", () => {
	const full = () => {
		throw new Error("The exporter is full.");
	};
	recordMetrics(full);
	open().recordTurn(TURN);
	expect(lines.map(({ event }) => event)).toEqual(["metrics_failed", "turn_ended"]);
});
