import { expect, test } from "vitest";
import type { RecordedLine, Recording } from "./readRecordings.ts";
import { reduceWire } from "./reduceWire.ts";
import type { Said } from "./said.ts";

type Line = readonly ["in" | "out", object];

function recording(lines: readonly Line[]): Recording {
	const record = ([direction, message]: Line): RecordedLine => ({ at: 0, direction, text: JSON.stringify(message) });
	return { pid: 1, lines: lines.map(record) };
}

const said = (...lines: readonly Line[]) => reduceWire([recording(lines)]).said;
const prompt = (id: number, text: string): Line => [
	"in",
	{ id, method: "session/prompt", params: { prompt: [{ type: "text", text }] } },
];
const update = (fields: object): Line => ["out", { method: "session/update", params: { update: fields } }];
const chunk = (text: string) => update({ sessionUpdate: "agent_message_chunk", content: { type: "text", text } });
const end = (id: number): Line => ["out", { id, result: { stopReason: "end_turn" } }];

const ended = (text: string): Said => ({ kind: "prompt", text, end: { status: "ended", stopReason: "end_turn" } });
const message = (text: string): Said => ({ kind: "message", text, pictures: 0 });

test("chunks are one message until something else is said", () => {
	const plan = update({ sessionUpdate: "plan", entries: [{ content: "Read", status: "pending" }] });
	expect(said(prompt(1, "Hi"), chunk("Hel"), chunk("lo"), plan, chunk("Bye"), end(1))).toEqual([
		ended("Hi"),
		message("Hello"),
		{ kind: "plan", entries: ["pending: Read"] },
		message("Bye"),
	]);
});

test("what is said after the end of a turn is another message", () => {
	expect(said(prompt(1, "Hi"), chunk("Hello"), end(1), chunk("It has ended."))).toEqual([
		ended("Hi"),
		message("Hello"),
		message("It has ended."),
	]);
});

test("a call keeps its place, and its last values count", () => {
	const first = { sessionUpdate: "tool_call", toolCallId: "a", title: "Run", kind: "execute", status: "pending" };
	const last = { sessionUpdate: "tool_call_update", toolCallId: "a", status: "completed", rawOutput: { exit_code: 3 } };
	const [, call, after] = said(prompt(1, "Hi"), update(first), chunk("Done"), end(1), update(last));
	expect(call).toMatchObject({ kind: "tool call", title: "Run", toolKind: "execute", status: "failed", exitCode: 3 });
	expect(after).toEqual(message("Done"));
});

test("the output of an agent's own terminal is read piece by piece", () => {
	const call = { sessionUpdate: "tool_call", toolCallId: "a", _meta: { terminal_info: { terminal_id: "t" } } };
	const output = (data: string) =>
		update({ sessionUpdate: "tool_call_update", toolCallId: "a", _meta: { terminal_output_delta: { data } } });
	const exit = { sessionUpdate: "tool_call_update", toolCallId: "a", _meta: { terminal_exit: { exit_code: 0 } } };
	expect(said(update(call), output("one\n"), output("two\n"), update(exit))).toMatchObject([
		{ output: "one\ntwo", exitCode: 0 },
	]);
});

test("a completed command that a signal has ended has failed", () => {
	const call = { sessionUpdate: "tool_call", toolCallId: "a", status: "completed" };
	const _meta = { terminal_exit: { exit_code: null, signal: "SIGKILL" } };
	expect(said(update({ ...call, _meta }))).toMatchObject([{ status: "failed", exitCode: null }]);
});

test("a permission request has the answer that the agent got, and the call that it is about", () => {
	const options = [
		{ optionId: "y", kind: "allow_once" },
		{ optionId: "n", kind: "reject_once" },
	];
	const request = { id: 0, method: "session/request_permission", params: { toolCall: { toolCallId: "a" }, options } };
	const answer = { id: 0, result: { outcome: { outcome: "selected", optionId: "n" } } };
	// An answer to another request with the same id, which the agent sent itself.
	const unrelated: Line = ["out", { id: 0, result: {} }];
	expect(said(["out", request], unrelated, ["in", answer])).toMatchObject([
		{ kind: "tool call", id: "a", status: "open" },
		{ kind: "permission", toolCallId: "a", options: ["allow_once", "reject_once"], answer: "reject_once" },
	]);
});

test("a prompt that a killed process never answered is lost", () => {
	const { said: all } = reduceWire([recording([prompt(1, "Hi")]), recording([prompt(1, "Again"), end(1)])]);
	expect(all).toEqual([{ kind: "prompt", text: "Hi", end: { status: "lost" } }, ended("Again")]);
});

test("what an agent repeats while it loads a session is not said again", () => {
	const load: Line = ["in", { id: 1, method: "session/load", params: {} }];
	expect(said(load, chunk("Old"), ["out", { id: 1, result: {} }], chunk("New"))).toEqual([message("New")]);
});

test("settings, title and use of the context are those that were reported last", () => {
	const opened = { configOptions: [{ id: "model", currentValue: "small" }], modes: { currentModeId: "ask" } };
	const { session } = reduceWire([
		recording([
			["in", { id: 1, method: "session/new", params: {} }],
			["out", { id: 1, result: opened }],
			update({ sessionUpdate: "config_option_update", configOptions: [{ id: "model", currentValue: "large" }] }),
			update({ sessionUpdate: "session_info_update", title: "Look around" }),
			update({ sessionUpdate: "usage_update", used: 100, size: 200 }),
		]),
	]);
	expect(session).toMatchObject({ settings: { model: "large" }, title: "Look around", contextUsed: 100 });
});

test("an update that ACP does not have is kept by its name", () => {
	expect(said(update({ sessionUpdate: "dance" }))).toEqual([{ kind: "other", name: "dance" }]);
});

test("a notice stands beside the text, and is told once", () => {
	const notice = update({ sessionUpdate: "notice", title: "Soon it costs more." });
	const reading = reduceWire([recording([prompt(1, "Hi"), chunk("Hel"), notice, notice, chunk("lo"), end(1)])]);
	expect(reading.said).toEqual([ended("Hi"), message("Hello")]);
	expect(reading.session.notices).toEqual(["Soon it costs more."]);
});

test("what is said after a failure was reported is the error of the turn, unless the agent goes on", () => {
	const status = (type: string) =>
		update({ sessionUpdate: "session_info_update", _meta: { someone: { threadStatus: { type } } } });
	const failed = said(prompt(1, "Hi"), chunk("Hello"), status("systemError"), chunk("No model."), end(1));
	expect(failed).toEqual([
		{ kind: "prompt", text: "Hi", end: { status: "failed", error: "No model." } },
		message("Hello"),
	]);
	const recovered = said(
		prompt(1, "Hi"),
		status("systemError"),
		chunk("Wait."),
		status("active"),
		chunk(" Go."),
		end(1),
	);
	expect(recovered).toEqual([ended("Hi"), message("Wait. Go.")]);
});

test("a plan may be a text, and each id has its own", () => {
	const plan = (planId: string, content: string) =>
		update({ sessionUpdate: "plan_update", plan: { planId, type: "markdown", content } });
	expect(said(plan("a", "First"), plan("b", "Other"), plan("a", "Last"))).toEqual([
		{ kind: "plan", entries: ["Last"] },
		{ kind: "plan", entries: ["Other"] },
	]);
});

test("an agent that fails for want of a login is not listened to any more, if it offers one", () => {
	const title = update({ sessionUpdate: "session_info_update", title: "Too late" });
	const failed: Line = ["out", { id: 1, error: { code: -32_000, message: "Authentication required" } }];
	const titleAfter = (authMethods: readonly object[]) => {
		const start: readonly Line[] = [
			["in", { id: 0, method: "initialize" }],
			["out", { id: 0, result: { authMethods } }],
		];
		return reduceWire([recording([...start, prompt(1, "Hi"), failed, title])]).session.title;
	};
	expect(titleAfter([{ id: "login" }])).toBeNull();
	expect(titleAfter([])).toBe("Too late");
});
