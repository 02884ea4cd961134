import { expect, test } from "vitest";
import { cpuTime } from "../harness/cpuTime.ts";
import { playSession } from "./playSession.ts";

const announce = (session: ReturnType<typeof playSession>, toolCallId: string) =>
	session.update("tool_call", { toolCallId, title: toolCallId, status: "in_progress" });

test("a projection is immutable: later ones do not change it", () => {
	const session = playSession();
	announce(session, "one");
	const before = session.projection();
	announce(session, "two");
	session.update("tool_call_update", { toolCallId: "one", status: "completed" });
	const after = session.projection();
	const branch = playSession(before);
	announce(branch, "other");

	expect(statuses(before)).toEqual([["one", "in_progress"]]);
	expect(before.toolCalls.get("two")).toBeUndefined();
	expect(before.toolCalls.get("one")?.item.status).toBe("in_progress");
	expect(statuses(after)).toEqual([
		["one", "completed"],
		["two", "in_progress"],
	]);
	expect(statuses(branch.projection())).toEqual([
		["one", "in_progress"],
		["other", "in_progress"],
	]);
});

test("only open calls of the current turn are counted", () => {
	const session = playSession();
	for (const toolCallId of ["one", "two", "three"]) announce(session, toolCallId);
	session.update("tool_call_update", { toolCallId: "one", status: "completed" });
	session.update("tool_call_update", { toolCallId: "two", title: "Still at it" });
	expect(session.projection().openToolCalls).toBe(2);
	session.endTurn("turn-2");
	expect(session.projection().openToolCalls).toBe(0);
	announce(session, "two");
	expect(session.projection().openToolCalls).toBe(1);
	session.update("tool_call_update", { toolCallId: "three", status: "failed" });
	expect(session.projection().openToolCalls).toBe(1);
});

test("an update costs the same with 8,000 calls as with 100", () => {
	const few = costOfUpdates(100);
	const many = costOfUpdates(8_000);
	// If each update copied all calls, the time would grow with their number. Below 5 ms it is measured too coarsely.
	expect(many).toBeLessThan(8 * Math.max(few, 5));
});

/** The time of 5,000 updates in a turn with this many calls. */
function costOfUpdates(count: number): number {
	const session = playSession();
	const calls = Array.from({ length: count }, (_, number) => `call-${number}`);
	for (const toolCallId of calls) announce(session, toolCallId);
	return cpuTime(() => {
		for (let round = 0; round < 50; round++) {
			for (const toolCallId of calls.slice(0, 100)) {
				session.update("tool_call_update", { toolCallId, title: `Round ${round}` });
			}
		}
	});
}

function statuses({ toolCalls }: ReturnType<ReturnType<typeof playSession>["projection"]>) {
	return toolCalls.values().map(({ item }) => [item.toolCallId, item.status]);
}
