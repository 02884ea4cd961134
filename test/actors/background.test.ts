import { join } from "node:path";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LogEntry } from "../../actors/log/workspaceLog.ts";
import { local } from "../../actors/sandbox/local.ts";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { installScriptedAgent } from "../agents/installScriptedAgent.ts";
import { ask } from "../harness/ask.ts";
import type { Visitor } from "../harness/joinWorkspace.ts";
import { pendingApproval, type SeenWorkspace, timelineOf } from "../harness/seenWorkspace.ts";
import { waitFor } from "../harness/waitFor.ts";
import { startWorkspaceServer, type WorkspaceServer } from "../harness/workspaceServer.ts";

const ADA = { userId: "ada", name: "Ada" };
/** What an agent that nobody watches may do in the background, in milliseconds. */
const LIMIT_MS = 6_000;
const QUIET_MS = 700;

let server: WorkspaceServer;
const lines: LogEntry[] = [];
beforeAll(async () => {
	server = await startWorkspaceServer(({ folder }, cwd) => ({
		sandbox: local({ cwd, agentsDirectory: join(folder, "background-agents") }),
		limits: { sleepAfterMs: 1_000, backgroundQuietMs: QUIET_MS, backgroundLimitMs: LIMIT_MS, stopGraceMs: 800 },
		onLog: (entry) => lines.push(entry),
	}));
	await installScriptedAgent(join(server.engine.folder, "background-agents"), "", "background");
});
afterAll(() => server.stop());

/** Closes the only window, waits until the workspace sleeps, and opens it again. */
async function leaveUntilAsleep(visitor: Visitor, workspaceId: string): Promise<SeenWorkspace> {
	const before = lines.length;
	await visitor.leave();
	const isSleep = (line: LogEntry) => line.workspaceId === workspaceId && line.event === "workspace_slept";
	await waitFor(() => lines.slice(before).some(isSleep), `${workspaceId} to sleep`);
	// Rivet refuses connections while the actor stops.
	const back: Visitor[] = [];
	await waitFor(async () => back.push(await server.join(workspaceId, ADA)) > 0, `${workspaceId} to wake`);
	const [again] = back;
	if (!again) throw new Error("Nobody has joined.");
	return again.seen();
}

const itemsOf = <Kind extends TimelineItem["kind"]>(seen: SeenWorkspace, kind: Kind) =>
	timelineOf(seen).filter((item): item is Extract<TimelineItem, { kind: Kind }> => item.kind === kind);
const cutNotices = (seen: SeenWorkspace) => itemsOf(seen, "notice").filter(({ code }) => code === "background_cut");
const textOf = (seen: SeenWorkspace) => itemsOf(seen, "message").map(({ text }) => text);
const background = ({ session }: SeenWorkspace) => session.background;
const idle = (visitor: Visitor) => visitor.until((seen) => !background(seen), "the background to be over");

describe("with all windows closed, the workspace stays awake", () => {
	test("while the agent speaks, and then it sleeps", async () => {
		const ada = await server.join("speaks", ADA);
		await ask(ada, "speak 3000 100");
		await ada.until(background, "the agent to go on");
		const seen = await leaveUntilAsleep(ada, "speaks");
		expect(textOf(seen).join("")).toContain("2900");
		expect(background(seen)).toBeNull();
		expect(cutNotices(seen)).toEqual([]);
	});

	test("while a command runs whose call was completed at once", async () => {
		const ada = await server.join("task", ADA);
		const prompt = await ask(ada, "task 3000");
		const work = await ada.until(background, "the task to be known");
		const [call] = itemsOf(ada.seen(), "tool_call");
		expect(work).toMatchObject({
			state: "running",
			tasks: [{ itemId: call?.id, title: "npm test", turnId: prompt.turnId, startedBy: ADA }],
		});
		const seen = await leaveUntilAsleep(ada, "task");
		expect(itemsOf(seen, "tool_call")).toMatchObject([{ status: "completed", background: true }]);
		expect(textOf(seen)).toContain("The tests pass.");
		expect(cutNotices(seen)).toEqual([]);
	});

	test("while a call is in progress, which stays one row", async () => {
		const ada = await server.join("command", ADA);
		await ask(ada, "command 3000");
		await ada.until(background, "the command to be known");
		const seen = await leaveUntilAsleep(ada, "command");
		expect(itemsOf(seen, "tool_call")).toMatchObject([{ status: "completed", background: true }]);
	});

	test("up to its limit: then a notice says what was cut off, and the call was stopped", async () => {
		const ada = await server.join("limit", ADA);
		await ask(ada, "task 600000");
		await ada.until(background, "the task to be known");
		const seen = await leaveUntilAsleep(ada, "limit");
		expect(itemsOf(seen, "tool_call")).toMatchObject([{ status: "cancelled", background: true }]);
		expect(cutNotices(seen)).toMatchObject([{ level: "warning", detail: "npm test" }]);
	});
});

describe("work outside of a turn", () => {
	test("goes on when a prompt begins a turn, and keeps its place in the timeline", async () => {
		const ada = await server.join("prompts", ADA);
		await ask(ada, "command 4000");
		const [before] = itemsOf(ada.seen(), "tool_call");
		await ask(ada, "speak 0");
		await ask(ada, "speak 0");
		await ada.until((seen) => itemsOf(seen, "tool_call")[0]?.status === "completed", "the command to end");
		expect(itemsOf(ada.seen(), "tool_call")).toMatchObject([{ id: before?.id, order: before?.order }]);
		await idle(ada);
	});

	test("waits for a permission that the agent asks for by itself, whose call then ends properly", async () => {
		const ada = await server.join("asks", ADA);
		await ask(ada, "ask");
		const approval = await ada.until(pendingApproval, "the agent to ask");
		expect(background(ada.seen())).toMatchObject({ state: "running" });
		const [entry] = itemsOf(ada.seen(), "event");
		expect(entry).toMatchObject({ event: { type: "background_work", endedTasks: [], endedAt: null } });
		expect(approval.turnId).toBe(entry?.id);
		await ada.workspace.answerApproval({ clientId: "yes", approvalId: approval.id, optionId: "yes" });
		await ada.until((seen) => itemsOf(seen, "tool_call")[0]?.status === "completed", "the call to end");
		await idle(ada);
		expect(itemsOf(ada.seen(), "event")).toMatchObject([{ id: entry?.id, event: { endedAt: expect.any(Number) } }]);
	});

	test("can be stopped, and an agent that ends it is not restarted", async () => {
		const ada = await server.join("polite", ADA);
		await ask(ada, "polite");
		const work = await ada.until(background, "the command to be known");
		expect(await ada.workspace.stop({ clientId: "stop", turnId: work.id })).toEqual({ stopping: true });
		await idle(ada);
		expect(itemsOf(ada.seen(), "tool_call")).toMatchObject([{ status: "failed" }]);
		expect(cutNotices(ada.seen())).toEqual([]);
		expect(await ada.workspace.stop({ clientId: "late", turnId: work.id })).toEqual({ stopping: false });
	});

	test("is lost with the agent, and a notice says so", async () => {
		const ada = await server.join("dies", ADA);
		await ask(ada, "command 600000");
		await ada.until(background, "the command to be known");
		const [call] = itemsOf(ada.seen(), "tool_call");
		process.kill(v.parse(v.object({ pid: v.number() }), call?.rawInput).pid, "SIGKILL");
		await ada.until((seen) => cutNotices(seen).length > 0, "the notice");
		expect(itemsOf(ada.seen(), "tool_call")).toMatchObject([{ status: "cancelled", background: true }]);
		expect(cutNotices(ada.seen())).toMatchObject([{ detail: "npm start" }]);
		await idle(ada);
	});

	test("that the agent does not stop is cut off by restarting it", async () => {
		const ada = await server.join("stubborn", ADA);
		await ask(ada, "task 600000");
		const work = await ada.until(background, "the task to be known");
		await ada.workspace.stop({ clientId: "stop", turnId: work.id });
		await ada.until((seen) => background(seen)?.state === "stopping", "it to be stopping");
		expect(background(ada.seen())?.stoppedBy).toMatchObject(ADA);
		await idle(ada);
		expect(itemsOf(ada.seen(), "tool_call")).toMatchObject([{ status: "cancelled" }]);
		expect(cutNotices(ada.seen())).toMatchObject([{ detail: "npm test" }]);
		expect((await ask(ada, "speak 0")).state).toBe("done");
	});
});
