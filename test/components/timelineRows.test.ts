import { expect, test } from "vitest";
import { buildTimelineRows } from "../../src/components/timeline/rows.ts";
import type { PendingPrompt } from "../../src/core/index.ts";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { answeredApproval, message, notice, prompt, readCall } from "../../stories/fixtures/sampleItems.ts";

function rowsOf(items: readonly TimelineItem[], outbox: readonly PendingPrompt[] = [], hasOlder = false) {
	const ids = items.map((item) => item.id);
	return buildTimelineRows(ids, new Map(items.map((item) => [item.id, item])), outbox, hasOlder);
}

test("the agent is named once per turn, above its first row", () => {
	const next = { ...message, id: "next", turnId: "turn-2" };
	const rows = rowsOf([prompt, readCall, message, next]);
	expect(rows.map((row) => row.startsAgentSection)).toEqual([false, true, false, true]);
});

test("it is named again after a notice of the workspace", () => {
	expect(rowsOf([readCall, notice, message]).map((row) => row.startsAgentSection)).toEqual([true, false, true]);
});

test("a page that begins in the middle of a turn does not name the agent, so that nothing moves when older items load", () => {
	expect(rowsOf([readCall], [], true)[0]?.startsAgentSection).toBe(false);
});

test("a turn ends with its last item", () => {
	const after = { ...prompt, id: "after", turnId: "turn-2" };
	expect(rowsOf([prompt, readCall, message, after]).map((row) => row.endsPromptId)).toEqual([
		null,
		null,
		prompt.id,
		"after",
	]);
});

test("a prompt that was withdrawn during a turn is a row of its own kind, and does not split the turn", () => {
	const withdrawn = { ...prompt, id: "withdrawn", clientId: "withdrawn", turnId: null, state: "withdrawn" } as const;
	const rows = rowsOf([prompt, readCall, withdrawn, message]);
	expect(rows.map((row) => row.kind)).toEqual(["prompt", "tool_call", "withdrawn", "message"]);
	expect(rows.map((row) => row.startsAgentSection)).toEqual([false, true, false, false]);
	expect(rows.map((row) => row.endsPromptId)).toEqual([null, null, null, prompt.id]);
});

test("a permission request is in the row of its tool call", () => {
	const call = { ...readCall, toolCallId: answeredApproval.toolCall.toolCallId };
	const [row, ...others] = rowsOf([call, answeredApproval]);
	expect(row).toMatchObject({ itemId: call.id, approvalId: answeredApproval.id });
	expect(others).toEqual([]);
});

test("a request whose call is not loaded has its own row, and so does a second request for the same call", () => {
	const call = { ...readCall, toolCallId: answeredApproval.toolCall.toolCallId };
	const again = { ...answeredApproval, id: "again" };
	expect(rowsOf([answeredApproval]).map((row) => row.itemId)).toEqual([answeredApproval.id]);
	expect(rowsOf([call, answeredApproval, again]).map((row) => row.itemId)).toEqual([call.id, "again"]);
});

test("a turn whose last item is a request ends with the row of its call", () => {
	const call = { ...readCall, toolCallId: answeredApproval.toolCall.toolCallId };
	expect(rowsOf([prompt, call, answeredApproval]).at(-1)?.endsPromptId).toBe(prompt.id);
});

test("a prompt keeps its key when it moves from the outbox into the timeline", () => {
	const pending = {
		clientId: prompt.clientId,
		text: prompt.text,
		createdAt: 1,
		status: "sending",
		error: null,
	} as const;
	expect(rowsOf([], [pending])[0]?.key).toBe(rowsOf([prompt])[0]?.key);
});
