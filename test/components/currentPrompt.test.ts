import { expect, test } from "vitest";
import { buildTimelineRows } from "../../src/components/timeline/rows.ts";
import { promptIndexAbove } from "../../src/components/timeline/Timeline.tsx";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { message, prompt, readCall } from "../../stories/fixtures/sampleItems.ts";

const withdrawn = { ...prompt, id: "withdrawn", clientId: "withdrawn", turnId: null, state: "withdrawn" } as const;

function promptAt(items: readonly TimelineItem[], topIndex: number) {
	const ids = items.map((item) => item.id);
	const rows = buildTimelineRows(ids, new Map(items.map((item) => [item.id, item])), [], false);
	return rows[promptIndexAbove(rows, topIndex)]?.itemId;
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
