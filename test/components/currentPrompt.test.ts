import { expect, test } from "vitest";
import { turnAtTop } from "../../src/components/timeline/currentPrompt.ts";
import { buildTimelineRows } from "../../src/components/timeline/rows.ts";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { event as eventItem, message, prompt, readCall } from "../../stories/fixtures/sampleItems.ts";

const withdrawn = { ...prompt, id: "withdrawn", clientId: "withdrawn", turnId: null, state: "withdrawn" } as const;

function rowsOf(items: readonly TimelineItem[]) {
	const ids = items.map((item) => item.id);
	return buildTimelineRows(ids, new Map(items.map((item) => [item.id, item])), [], { hasOlder: false });
}

function promptAt(items: readonly TimelineItem[], topIndex: number) {
	const rows = rowsOf(items);
	return rows[turnAtTop(rows, topIndex)?.prompt ?? -1]?.itemId;
}

test("the current prompt is the one above the top row, and none while that prompt is visible", () => {
	expect(promptAt([prompt, readCall, message], 2)).toBe(prompt.id);
	expect(promptAt([prompt, readCall, message], 0)).toBeUndefined();
	expect(promptAt([readCall, message], 1)).toBeUndefined();
});

test("a prompt that was withdrawn during the turn is not the current prompt", () => {
	expect(promptAt([prompt, readCall, withdrawn, message], 3)).toBe(prompt.id);
	expect(promptAt([prompt, readCall, withdrawn, message], 2)).toBe(prompt.id);
});

test("there is no current prompt for a row that belongs to no turn", () => {
	const event = { ...eventItem, turnId: null };
	const next = { ...message, id: "next", turnId: "unknown" };
	expect(promptAt([prompt, message, event, next], 2)).toBeUndefined();
	expect(promptAt([prompt, message, event, next], 3)).toBeUndefined();
	expect(promptAt([prompt, event, message], 1)).toBe(prompt.id);
});

test("the line stays until the last row of its turn", () => {
	const rows = rowsOf([prompt, readCall, message, { ...prompt, id: "next", turnId: "turn-2" }]);
	expect(turnAtTop(rows, 1)).toEqual({ prompt: 0, last: 2 });
});
