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

test("what is read was asked for by the prompt above it, and one in sight needs no line", () => {
	expect(promptAt([prompt, readCall, message], 2)).toBe(prompt.id);
	expect(promptAt([prompt, readCall, message], 0)).toBeUndefined();
	expect(promptAt([readCall, message], 1)).toBeUndefined();
});

test("a prompt that was withdrawn while the turn ran has asked for nothing of it", () => {
	expect(promptAt([prompt, readCall, withdrawn, message], 3)).toBe(prompt.id);
	expect(promptAt([prompt, readCall, withdrawn, message], 2)).toBe(prompt.id);
});
