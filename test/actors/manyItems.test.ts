import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_STORE_LIMITS } from "../../src/core/connection/storeLimits.ts";
import { PROTOCOL_VERSION, type TimelineItem } from "../../src/protocol/index.ts";
import { median } from "../bench/report/statistics.ts";
import { ADA, CrashStage } from "../harness/CrashStage.ts";
import { waitFor } from "../harness/waitFor.ts";
import { wakeWorkspace } from "../harness/wakeWorkspace.ts";
import type { WorkspaceClient } from "../harness/workspaceClient.ts";

let stage: CrashStage;

beforeAll(async () => {
	stage = await CrashStage.open({ agent: "scripted" });
});
afterAll(() => stage?.close());

type Handle = ReturnType<WorkspaceClient["workspace"]["getOrCreate"]>;

async function open(id: string): Promise<Handle> {
	await wakeWorkspace(stage.client, id, ADA);
	return stage.client.workspace.getOrCreate([id], { params: ADA });
}

const syncNewest = (workspace: Pick<Handle, "sync">) =>
	workspace.sync({ protocol: PROTOCOL_VERSION, have: null, limit: 5 });

/** All of the timeline, a page at a time. */
async function readAll(workspace: Pick<Handle, "sync" | "getHistory">): Promise<readonly TimelineItem[]> {
	const { items, hasOlder } = await syncNewest(workspace);
	const pages = [items];
	for (let older = hasOlder; older; ) {
		const page = await workspace.getHistory({ before: pages[0]?.[0]?.order ?? 0, limit: 200 });
		pages.unshift(page.items);
		older = page.hasOlder;
	}
	return pages.flat();
}

function callsOf(items: readonly TimelineItem[]) {
	return items.filter((item) => item.kind === "tool_call");
}

test("after kill -9 with 5,000 open tool calls the workspace starts at once, with all of them closed", async () => {
	const ada = await open("left");
	const { promptId } = await ada.prompt({ text: "calls-and-wait 5000" });
	await waitFor(async () => (await syncNewest(ada)).items.at(-1)?.kind === "message", "all calls", 60_000);
	await waitFor(async () => (await ada.getDiagnostics()).stored.items > 5_000, "all to be stored");

	await stage.kill();
	stage.start();
	await waitFor(() => stage.isServing(), "the process to serve");
	await wakeWorkspace(stage.client, "left", ADA);
	const first = await syncNewest(ada);

	expect(first.turn).toBeNull();
	expect(first.items.map(({ kind }) => kind)).toEqual(["tool_call", "tool_call", "tool_call", "message", "notice"]);
	expect(callsOf(first.items).map(({ status }) => status)).toEqual(["cancelled", "cancelled", "cancelled"]);
	const timeline = await readAll(ada);
	expect(new Set(callsOf(timeline).map(({ toolCallId }) => toolCallId)).size).toBe(5_000);
	expect(callsOf(timeline).filter(({ status, endedAt }) => status !== "cancelled" || endedAt === null)).toEqual([]);
	expect(timeline.find(({ id }) => id === promptId)).toMatchObject({ state: "interrupted" });
	expect(timeline.filter(({ kind }) => kind === "notice")).toMatchObject([{ code: "turn_interrupted" }]);
});

test("a turn of 10,000 tool calls is broadcast, stored and ended while other calls are answered", async () => {
	const ada = await open("many");
	const waits: number[] = [];
	const { promptId } = await ada.prompt({ text: "calls 10000" });
	const hasEnded = async () => {
		const asked = performance.now();
		const { items, turn } = await syncNewest(ada);
		waits.push(performance.now() - asked);
		return items.length > 1 && !turn;
	};
	await waitFor(hasEnded, "the turn to end", 120_000);

	// One may take long on a busy machine; a process that is stuck lets them all wait.
	expect(median(waits)).toBeLessThan(DEFAULT_STORE_LIMITS.actionTimeoutMs / 2);
	const timeline = await readAll(ada);
	expect(timeline.map(({ kind }) => kind)).toEqual(["prompt", ...Array.from({ length: 10_000 }, () => "tool_call")]);
	expect(new Set(callsOf(timeline).map(({ toolCallId }) => toolCallId)).size).toBe(10_000);
	expect(callsOf(timeline).filter(({ status }) => status !== "cancelled")).toEqual([]);
	expect(timeline.find(({ id }) => id === promptId)).toMatchObject({ state: "done", result: { toolCalls: 10_000 } });
});
