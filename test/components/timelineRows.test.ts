import { expect, test } from "vitest";
import { timelineRows } from "../../src/components/timeline/timelineRows.ts";
import type { PendingPrompt } from "../../src/core/index.ts";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { message, notice, prompt, readCall } from "../../stories/fixtures/sampleItems.ts";

function rowsOf(items: readonly TimelineItem[], outbox: readonly PendingPrompt[] = [], hasOlder = false) {
	const ids = items.map((item) => item.id);
	return timelineRows(ids, new Map(items.map((item) => [item.id, item])), outbox, hasOlder);
}

test("the agent is named where it begins to speak, once a turn", () => {
	const next = { ...message, id: "next", turnId: "turn-2" };
	const rows = rowsOf([prompt, readCall, message, next]);
	expect(rows.map((row) => row.opensAgent)).toEqual([false, true, false, true]);
});

test("it is named again after the workspace has said something", () => {
	expect(rowsOf([readCall, notice, message]).map((row) => row.opensAgent)).toEqual([true, false, true]);
});

test("a window that begins in the middle of a turn does not name it, so that nothing moves when the rest comes", () => {
	expect(rowsOf([readCall], [], true)[0]?.opensAgent).toBe(false);
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

test("a prompt keeps its key on its way into the timeline", () => {
	const pending = {
		clientId: prompt.clientId,
		text: prompt.text,
		createdAt: 1,
		status: "sending",
		error: null,
	} as const;
	expect(rowsOf([], [pending])[0]?.key).toBe(rowsOf([prompt])[0]?.key);
});
