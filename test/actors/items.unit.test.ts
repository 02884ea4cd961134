import { describe, expect, test } from "vitest";
import {
	createItemRow,
	createTransactionRows,
	MAX_TRANSACTION_BYTES,
	takeRowsWithinBytes,
} from "../../actors/database/itemTable.ts";
import { truncateForStorage, truncateItem } from "../../actors/items/itemSize.ts";
import { selectNewestItems } from "../../actors/items/itemWindow.ts";
import { recoverPrompts } from "../../actors/runtime/recovery.ts";
import { jsonByteLength } from "../../actors/text/jsonSize.ts";
import type { ApprovalItem, MessageItem, PromptItem, ToolCallItem } from "../../src/protocol/index.ts";
import { interruptItem } from "../../src/rules/items.ts";

const base = { id: "item", order: 1, seq: 1, turnId: "turn", createdAt: 0 };
const toolCall: ToolCallItem = {
	...base,
	kind: "tool_call",
	toolCallId: "call",
	title: "Edit",
	toolKind: "edit",
	status: "in_progress",
	locations: [],
	content: [],
	endedAt: null,
};
const message: MessageItem = { ...base, kind: "message", text: "", blocks: [], open: true };
const prompt: PromptItem = {
	...base,
	kind: "prompt",
	by: { userId: "ada", name: "Ada" },
	clientId: "c",
	text: "Hello",
	attachments: [],
	state: "running",
	result: null,
};

function widen(depth: number): unknown {
	return Object.fromEntries(Array.from({ length: 20 }, (_, field) => [field, depth === 0 ? "x" : widen(depth - 1)]));
}

describe("an item for the wire", () => {
	test("is the same object if it is small enough", () => {
		expect(truncateItem(toolCall, 65_536)).toBe(toolCall);
	});

	test.each([
		["a huge diff", { content: [{ type: "diff", path: "a", oldText: null, newText: "ü".repeat(3_000_000) }] }],
		["a huge log", { rawOutput: { lines: Array.from({ length: 200_000 }, (_, line) => `line ${line}`) } }],
		["many fields", { rawInput: Object.fromEntries(Array.from({ length: 50_000 }, (_, key) => [`key ${key}`, key])) }],
		["deep nesting", { rawInput: Array.from({ length: 3_000 }).reduce((inner) => [inner, "x".repeat(100)], "") }],
		["long names", { rawInput: { ["name".repeat(100_000)]: 1 } }],
		["width at every depth", { rawOutput: widen(3) }],
	])("with %s fits, is marked as truncated, and keeps its kind", (_name, change) => {
		const truncated = truncateItem({ ...toolCall, ...change } as ToolCallItem, 65_536);
		expect(jsonByteLength(truncated)).toBeLessThanOrEqual(65_536);
		expect(truncated).toMatchObject({
			truncated: true,
			id: "item",
			kind: "tool_call",
			title: "Edit",
			status: "in_progress",
		});
	});

	test("never contains half an image", () => {
		const blocks = [{ type: "image" as const, data: "A".repeat(200_000), mimeType: "image/png" }];
		expect(truncateItem({ ...message, blocks }, 65_536).blocks).toEqual([
			{ type: "image", data: "", mimeType: "image/png" },
		]);
	});

	test("never ends in half a data URL", () => {
		const picture = `data:image/png;base64,${"A".repeat(200_000)}`;
		const { text } = truncateItem({ ...message, text: `Before ![shot](${picture}) after` }, 65_536);
		expect(text).toBe("Before ![shot](data:image/png;base64,…");
		const call = truncateItem({ ...toolCall, rawOutput: { image_url: picture } }, 65_536);
		expect(call.rawOutput).toEqual({ image_url: "data:image/png;base64,…" });
	});
});

describe("an item for storage", () => {
	const large = { ...toolCall, rawOutput: "x".repeat(5_000_000) };

	test("says how much of it is missing, even if it is truncated again", () => {
		const kept = truncateForStorage(large);
		expect(jsonByteLength(kept)).toBeLessThanOrEqual(630_000);
		expect(kept.missingBytes).toBe(5_000_000 - String(kept.rawOutput).length);
		const again = truncateForStorage(kept, 100_000);
		expect(again.missingBytes).toBe(5_000_000 - String(again.rawOutput).length);
		expect(truncateForStorage(kept)).toBe(kept);
	});

	test("keeps the missing size when it is truncated for the wire", () => {
		const kept = truncateForStorage(large);
		expect(truncateItem(kept, 65_536)).toMatchObject({ truncated: true, missingBytes: kept.missingBytes });
	});
});

describe("a window", () => {
	const items = [3, 1, 2].map((order) => ({ ...message, id: `item-${order}`, order, text: "x".repeat(order * 100) }));

	test("holds the newest items in order", () => {
		const window = selectNewestItems(items, 2, 100_000);
		expect(window.items.map((item) => item.order)).toEqual([2, 3]);
		expect(window.hasOlder).toBe(true);
	});

	test("holds as many as fit, and at least one", () => {
		expect(selectNewestItems(items, 3, 10).items.map((item) => item.order)).toEqual([3]);
		expect(selectNewestItems(items, 3, 100_000)).toMatchObject({ hasOlder: false, items: { length: 3 } });
	});
});

describe("the rows of one commit", () => {
	const items = Array.from({ length: 300 }, (_, number) => ({
		...message,
		id: `item-${number}`,
		text: "x".repeat(900),
	}));

	test("are the first ones below the limit, and at least one", () => {
		const rows = takeRowsWithinBytes(items, createItemRow, 700_000);
		expect(rows.length).toBeGreaterThan(100);
		expect(rows.length).toBeLessThan(200);
		expect(rows.map(({ item }) => item)).toEqual(items.slice(0, rows.length));
		expect(takeRowsWithinBytes(items, createItemRow, 1)).toHaveLength(1);
		expect(takeRowsWithinBytes([], createItemRow, 700_000)).toEqual([]);
	});

	test("count the index pages besides their text, however small they are", () => {
		const small = items.map((item) => ({ ...item, text: "" }));
		expect(takeRowsWithinBytes(small, createItemRow, 700_000).length).toBeLessThan(171);
	});

	test("fit together if all are stored at once", () => {
		const large = { ...toolCall, rawOutput: "x".repeat(2_000_000) };
		const rows = createTransactionRows([message, large, large, large, large]);
		expect(rows).toHaveLength(5);
		expect(sumOf(rows)).toBeLessThanOrEqual(MAX_TRANSACTION_BYTES);
	});

	test("fit together if a commit changes a hundred large ones", () => {
		const rows = createTransactionRows(
			Array.from({ length: 101 }, () => ({ ...toolCall, rawOutput: "x".repeat(30_000) })),
		);
		expect(sumOf(rows)).toBeLessThanOrEqual(MAX_TRANSACTION_BYTES);
		expect(rows[0]?.item).toMatchObject({ title: "Edit", missingBytes: expect.any(Number) });
	});

	function sumOf(rows: readonly { readonly bytes: number }[]): number {
		return rows.reduce((sum, row) => sum + row.bytes, 0);
	}
});

test("no item is kept whole because there is too little room for it", () => {
	const kept = truncateForStorage({ ...toolCall, rawOutput: "x".repeat(217_000) }, 58);
	expect(jsonByteLength(kept)).toBeLessThan(1_000);
});

describe("a start after a crash", () => {
	const approval: ApprovalItem = { ...base, kind: "approval", toolCall, options: [], state: { status: "pending" } };

	test("marks the running prompt as interrupted, with a notice", () => {
		expect(recoverPrompts([prompt], 5)).toMatchObject([
			{ kind: "prompt", state: "interrupted" },
			{ kind: "notice", code: "turn_interrupted", turnId: "turn" },
		]);
	});

	test("leaves queued prompts unchanged", () => {
		expect(recoverPrompts([{ ...prompt, state: "queued" }], 5)).toEqual([]);
	});

	test("marks a prompt that was being given to the agent in the turn as interrupted too: the agent may have it", () => {
		const steering = { ...prompt, id: "steering", order: 9, preemption: { mode: "steer" as const, turnId: "turn" } };
		const queued = { ...prompt, id: "queued", order: 4, state: "queued" as const, turnId: null };
		expect(recoverPrompts([prompt, queued, steering], 5)).toMatchObject([
			{ id: prompt.id, state: "interrupted" },
			{ kind: "notice", code: "turn_interrupted" },
			{ id: "steering", state: "interrupted", turnId: "turn" },
			{ kind: "notice", code: "steering_unconfirmed", turnId: "turn" },
		]);
	});

	test("closes open items", () => {
		const left = [message, toolCall, approval].map((item) => interruptItem(item, 5));
		expect(left).toMatchObject([
			{ kind: "message", open: false },
			{ kind: "tool_call", status: "cancelled", endedAt: 5 },
			{ kind: "approval", state: { status: "cancelled", reason: "interrupted", cancelledAt: 5 } },
		]);
		expect(left.map((item) => interruptItem(item, 9))).toEqual(left);
	});

	test("cancels expired approvals as expired, and the others as interrupted", () => {
		const states = [5, 6].map((expiresAt) => interruptItem({ ...approval, expiresAt }, 5));
		expect(states).toMatchObject([{ state: { reason: "expired" } }, { state: { reason: "interrupted" } }]);
	});
});
