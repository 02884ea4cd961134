import { describe, expect, test } from "vitest";
import { runningInBackground } from "../../actors/timeline/index.ts";
import { playSession } from "./playSession.ts";

const tasks = ({ projection }: ReturnType<typeof playSession>) =>
	runningInBackground(projection()).map((call) => call.title);
const notification = { used: 1, size: 2, _meta: { "_claude/origin": { kind: "task-notification" } } };

/** A call of a command, up to the result that says that it goes on. */
function start(session: ReturnType<typeof playSession>, toolCallId: string, ...results: readonly object[]) {
	session.update("tool_call", { toolCallId, title: toolCallId, kind: "execute", status: "pending" });
	for (const result of results) session.update("tool_call_update", { toolCallId, ...result });
}

const STARTED = "Command running in background with ID: b1. Output is being written to: /tmp/b1";

describe("a call goes on in the background", () => {
	test.each([
		["its input says so", [{ rawInput: { command: "npm test", run_in_background: true } }, { status: "completed" }]],
		["its input says so in another way", [{ rawInput: { is_background: true }, status: "completed" }]],
		[
			"its result has the id of a task",
			[{ _meta: { claudeCode: { toolResponse: { backgroundTaskId: "b1" } } } }, { status: "completed" }],
		],
		[
			"its result is a subagent’s start",
			[{ _meta: { claudeCode: { toolResponse: { isAsync: true } } }, status: "completed" }],
		],
		["its output says so", [{ status: "completed", rawOutput: STARTED }]],
	])("when %s", (_name, results) => {
		const session = playSession();
		start(session, "npm test", ...results);
		session.endTurn();
		expect(tasks(session)).toEqual(["npm test"]);
		expect(session.itemsOf("tool_call")).toMatchObject([{ status: "in_progress", background: true, endedAt: null }]);
	});

	test("when it is in progress and the agent ends the turn", () => {
		const session = playSession();
		start(session, "npm start", { status: "in_progress" });
		session.endTurnByAgent();
		expect(tasks(session)).toEqual(["npm start"]);
		session.update("tool_call_update", { toolCallId: "npm start", status: "completed" });
		expect(tasks(session)).toEqual([]);
		expect(session.itemsOf("tool_call")).toMatchObject([{ status: "completed", background: true, endedAt: 4_000 }]);
	});

	test("but not when the turn was stopped, when it only waits, or when it has failed", () => {
		const session = playSession();
		start(session, "stopped", { status: "in_progress" });
		session.endTurn("turn-2");
		start(session, "waiting");
		start(session, "failed", { rawInput: { run_in_background: true }, status: "failed" });
		session.endTurnByAgent();
		expect(tasks(session)).toEqual([]);
		const statuses = session.itemsOf("tool_call").map(({ status }) => status);
		expect(statuses).toEqual(["cancelled", "cancelled", "failed"]);
	});
});

describe("what runs in the background", () => {
	const begun = (...titles: readonly string[]) => {
		const session = playSession();
		for (const title of titles) start(session, title, { rawInput: { run_in_background: true }, status: "completed" });
		session.endTurn();
		return session;
	};

	test.each([
		["its terminal has", { _meta: { terminal_exit: { exit_code: null, signal: null } } }, "completed"],
		["its terminal has with a failure", { _meta: { terminal_exit: { exit_code: 2, signal: null } } }, "failed"],
		["its call is completed once more", { status: "completed" }, "completed"],
		["its call has failed", { status: "failed" }, "failed"],
	])("has ended when %s", (_name, end, status) => {
		const session = begun("npm test");
		session.update("tool_call_update", { toolCallId: "npm test", ...end });
		expect(tasks(session)).toEqual([]);
		expect(session.itemsOf("tool_call")).toMatchObject([{ status, endedAt: 4_000 }]);
	});

	test("has not ended when the result that it goes on is repeated", () => {
		const session = begun("npm test");
		session.update("tool_call_update", { toolCallId: "npm test", status: "completed", rawOutput: STARTED });
		expect(tasks(session)).toEqual(["npm test"]);
	});

	test("survives later turns, and a call is one row however late its end comes", () => {
		const session = begun("npm test");
		for (const turnId of ["turn-2", "turn-3", "turn-4"]) {
			session.beginTurn(turnId);
			session.say("Hello");
			session.endTurn();
		}
		expect(tasks(session)).toEqual(["npm test"]);
		session.update("tool_call_update", { toolCallId: "npm test", status: "failed" });
		expect(session.itemsOf("tool_call")).toMatchObject([{ title: "npm test", status: "failed", turnId: "turn-1" }]);
	});

	test("survives that the agent uses the id of its call again", () => {
		const session = begun("1");
		session.beginTurn("turn-2");
		session.update("tool_call", { toolCallId: "1", title: "Read", status: "completed" });
		session.update("tool_call_update", { toolCallId: "1", rawOutput: "text" });
		expect(tasks(session)).toEqual(["1"]);
		session.cutBackground();
		expect(tasks(session)).toEqual([]);
		expect(session.itemsOf("tool_call")).toMatchObject([
			{ title: "1", turnId: "turn-1", status: "cancelled" },
			{ title: "Read", turnId: "turn-2", status: "completed", rawOutput: "text" },
		]);
	});

	test("is the call that asks for a permission in a later turn", () => {
		const session = begun("npm test");
		session.beginTurn("turn-2");
		const options = [{ optionId: "yes", name: "Yes", kind: "allow_once" }];
		session.askPermission({ toolCall: { toolCallId: "npm test" }, options });
		expect(session.itemsOf("approval")).toMatchObject([{ toolCall: { title: "npm test" } }]);
		expect(tasks(session)).toEqual(["npm test"]);
		expect(session.itemsOf("tool_call")).toMatchObject([{ turnId: "turn-1" }]);
	});

	test("is no step of its turn that a steering prompt would wait for", () => {
		const session = playSession();
		start(session, "npm test", { rawInput: { run_in_background: true } });
		expect(session.projection().openToolCalls).toBe(1);
		session.update("tool_call_update", { toolCallId: "npm test", status: "completed" });
		expect(session.projection().openToolCalls).toBe(0);
	});

	test("ends with a notification, and of several nobody knows which until as many have come", () => {
		const session = begun("first", "second");
		session.update("usage_update", notification);
		expect(tasks(session)).toEqual(["first", "second"]);
		session.update("usage_update", notification);
		expect(tasks(session)).toEqual([]);
		start(session, "third", { rawInput: { run_in_background: true }, status: "completed" });
		session.update("usage_update", notification);
		expect(session.itemsOf("tool_call").map(({ status }) => status)).toEqual(["completed", "completed", "completed"]);
	});

	test("does not end with a notification when its terminal will say so itself", () => {
		const session = playSession();
		const terminal = { terminal_info: { terminal_id: "t" } };
		start(session, "npm test", { _meta: terminal, rawInput: { run_in_background: true } }, { status: "completed" });
		session.endTurn();
		session.update("usage_update", notification);
		expect(tasks(session)).toEqual(["npm test"]);
	});

	test("is over when it is cut off, and says so", () => {
		const session = begun("npm test");
		session.cutBackground();
		expect(tasks(session)).toEqual([]);
		expect(session.itemsOf("tool_call")).toMatchObject([{ status: "cancelled", background: true, endedAt: 4_000 }]);
	});
});
