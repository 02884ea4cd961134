import { readFileSync } from "node:fs";
import { metrics } from "@opentelemetry/api";
import { PrometheusExporter, PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { afterEach, beforeEach, expect, test } from "vitest";
import { workspaceGauges } from "../../actors/telemetry/gauges.ts";
import { Telemetry } from "../../actors/telemetry/Telemetry.ts";
import type { ApprovalItem } from "../../src/protocol/index.ts";

// What a Prometheus that scrapes a server sees, through OpenTelemetry's own SDK and exporter.

let exporter: PrometheusExporter;
let provider: MeterProvider;
beforeEach(() => {
	exporter = new PrometheusExporter({ preventServerStart: true });
	provider = new MeterProvider({ readers: [exporter] });
	metrics.disable();
	metrics.setGlobalMeterProvider(provider);
});
let opened: Telemetry[] = [];
afterEach(async () => {
	for (const telemetry of opened) telemetry.close();
	opened = [];
	metrics.disable();
	await provider.shutdown();
});

const read = (path: string) => readFileSync(new URL(`../../docs/${path}`, import.meta.url), "utf8");

function open(): Telemetry {
	const telemetry = new Telemetry(() => undefined);
	opened.push(telemetry);
	return telemetry;
}

async function scrape(): Promise<string> {
	const { resourceMetrics } = await exporter.collect();
	return new PrometheusSerializer().serialize(resourceMetrics);
}

/** The value of a series, by its name and some of its labels. */
async function value(name: string, label = ""): Promise<number | undefined> {
	const line = (await scrape()).split("\n").find((each) => each.startsWith(`${name}{`) && each.includes(label));
	return line === undefined ? undefined : Number(line.split(" ").at(-1));
}

/** Records something of every kind. */
function recordEverything(): void {
	const telemetry = open();
	const tokens = { input: 1, output: 1, cachedRead: 1, cachedWrite: 1, total: 4 };
	const usage = { used: 1, size: 2, cost: { amount: 1, currency: "USD" }, tokens };
	const turn = { turnId: "turn", promptId: "prompt", durationMs: 1_500, toolCalls: 1, code: undefined };
	telemetry.recordPrompt();
	telemetry.recordTurn({ ...turn, state: "done", usage });
	telemetry.recordApproval({ id: "approval", state: { status: "pending" } } as ApprovalItem);
	telemetry.recordLostUpdates(1);
	telemetry.recordMissedChanges(1);
	telemetry.recordSync("new");
	telemetry.recordBroadcast(12);
	telemetry.recordSandboxStart({ outcome: "ok", durationMs: 900 });
	telemetry.log("error", "flush_failed");
	telemetry.setConnections(1);
	telemetry.observe({ queueLength: () => 2, waitingSince: () => [Date.now() - 60_000, Date.now()] });
}

const namesIn = (text: string) => new Set(text.match(/\bworkspace_chat_[a-z_]+/g));

test("every query of the board and every alarm names a series that is there", async () => {
	recordEverything();
	const scraped = namesIn(await scrape());
	const asked = [...namesIn(read("grafana.json")), ...namesIn(read("alerts.yml"))];
	expect(asked.filter((name) => !scraped.has(name))).toEqual([]);
});

test("the board shows every metric, and docs/observability.md explains it", async () => {
	recordEverything();
	const families = [...(await scrape()).matchAll(/^# TYPE (workspace_chat_\w+)/gm)].map(([, name = ""]) => name);
	expect(families.length).toBeGreaterThan(15);
	const board = read("grafana.json");
	expect(families.filter((name) => !board.includes(name))).toEqual([]);
	const page = read("observability.md");
	expect(families.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test("the labels by which the board groups are those of the series", async () => {
	recordEverything();
	const text = await scrape();
	const board = read("grafana.json");
	for (const [, labels = "", name = ""] of board.matchAll(
		/sum by \((\w+(?:, \w+)*)\) \((?:rate\()?(workspace_chat_\w+)/g,
	)) {
		const line = text.split("\n").find((each) => each.startsWith(`${name}{`)) ?? "";
		for (const label of labels.split(", ")) expect(line, name).toContain(`${label}="`);
	}
});

test("what waits is summed over the workspaces that are open, and the oldest counts", async () => {
	// Those that other tests of this process have left open.
	workspaceGauges.add({ queueLength: () => 1, waitingSince: () => [Date.now()] });
	const [others = 0, queued = 0, approvals = 0, questions = 0, age = 0, questionAge = 0] = [
		await value("workspace_chat_workspaces"),
		await value("workspace_chat_queue_length"),
		await value("workspace_chat_waiting", 'kind="approval"'),
		await value("workspace_chat_waiting", 'kind="question"'),
		await value("workspace_chat_waiting_age", 'kind="approval"'),
		await value("workspace_chat_waiting_age", 'kind="question"'),
	];
	const asked = Date.now() - (age + 61) * 1_000;
	const one = open();
	const other = open();
	one.observe({ queueLength: () => 2, waitingSince: (kind) => (kind === "approval" ? [asked, Date.now()] : []) });
	other.observe({ queueLength: () => 3, waitingSince: () => [Date.now()] });
	expect(await value("workspace_chat_workspaces")).toBe(others + 2);
	expect(await value("workspace_chat_queue_length")).toBe(queued + 5);
	expect(await value("workspace_chat_waiting", 'kind="approval"')).toBe(approvals + 3);
	expect(await value("workspace_chat_waiting", 'kind="question"')).toBe(questions + 1);
	expect(await value("workspace_chat_waiting_age", 'kind="approval"')).toBeGreaterThanOrEqual(age + 60);
	expect(await value("workspace_chat_waiting_age", 'kind="question"')).toBeLessThan(questionAge + 60);
	one.close();
	expect(await value("workspace_chat_queue_length")).toBe(queued + 3);
	other.close();
	expect(await value("workspace_chat_workspaces")).toBe(others);
	expect(await value("workspace_chat_waiting", 'kind="approval"')).toBe(approvals);
	expect(await value("workspace_chat_waiting_age", 'kind="approval"')).toBeLessThan(age + 60);
});
