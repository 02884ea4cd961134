import { expect, test } from "vitest";
import { errorInfoFromAcpError } from "../../actors/timeline/index.ts";
import { playSession } from "./playSession.ts";

const status = (type: string) => ({ _meta: { anAgent: { threadStatus: { type } } } });
const body = '{"error":{"message":"no such model","type":"invalid_request_error","code":400}}\n\n';

test("a turn whose agent reports a system error has failed, with the text that follows as its error", () => {
	const session = playSession();
	session.update("session_info_update", status("active"));
	session.say("I begin.", "m-1");
	session.update("session_info_update", status("systemError"));
	session.say(body);
	session.update("usage_update", { used: 1, size: 2 });
	expect(session.settle()).toMatchObject({
		stopReason: null,
		error: { code: "agent_failed", detail: "no such model" },
	});
	expect(session.items()).toMatchObject([{ kind: "message", text: "I begin." }]);
	session.endTurn("turn-2");
	session.say("Hello.");
	expect(session.settle()).toEqual({ stopReason: "end_turn", error: null });
	expect(session.itemsOf("message").at(-1)?.text).toBe("Hello.");
});

test("it has also failed if the agent says nothing more", () => {
	const session = playSession();
	session.update("session_info_update", status("systemError"));
	expect(session.settle()).toMatchObject({ stopReason: null, error: { code: "agent_failed" } });
});

test("an agent that goes on has not failed, and what it said is part of the answer", () => {
	const calls = { toolCallId: "c", title: "Read" };
	const updates: readonly [string, object][] = [
		["session_info_update", status("active")],
		["tool_call", calls],
	];
	for (const goOn of updates) {
		const session = playSession();
		session.update("session_info_update", status("systemError"));
		session.say("Trying again.");
		session.update(...goOn);
		expect(session.settle()).toEqual({ stopReason: "end_turn", error: null });
		expect(session.itemsOf("message")).toMatchObject([{ text: "Trying again." }]);
	}
});

test("a long text after it is an answer", () => {
	const session = playSession();
	session.update("session_info_update", status("systemError"));
	for (let part = 0; part < 10; part++) session.say("word ".repeat(200));
	session.say("end");
	expect(session.settle().error).toBeNull();
	expect(session.itemsOf("message")[0]?.text).toMatch(/word end$/);
});

test.each(["before it says anything", "in an entry"])("outside of turns nothing is held back, %s", (when) => {
	const session = playSession();
	session.endTurn();
	if (when === "in an entry") {
		session.beginEntry("entry-1");
		session.say("The task has ended. ");
	}
	session.update("session_info_update", status("systemError"));
	session.say("The connection is lost.");
	session.endTurn();
	expect(session.itemsOf("message").at(-1)?.text).toMatch(/The connection is lost\.$/);
});

test("an error that the agent has also said is not repeated", () => {
	const session = playSession();
	session.say('Hm.\n\nAPI Error: 400 {"type":"error","error":{"message":"no such model"}}');
	const error = errorInfoFromAcpError({ code: -32603, message: "Internal error: API Error: 400 no such model" });
	const settled = session.settle({ stopReason: null, error });
	expect(settled.error).toMatchObject({ code: "agent_failed", message: error.message });
	expect(settled.error?.detail).toBeUndefined();
	session.update("tool_call", { toolCallId: "c", title: "Read" });
	expect(session.settle({ stopReason: null, error }).error?.detail).toBe("API Error: 400 no such model");
});
