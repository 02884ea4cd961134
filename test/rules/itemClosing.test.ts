import { expect, test } from "vitest";
import { applyClosing, closeItem, findClosing, type UnplacedItem } from "../../src/rules/items.ts";

const BASE = { id: "a", turnId: null, createdAt: 0 };
const MESSAGE = { ...BASE, kind: "message", text: "Hello", blocks: [], open: true } as const;
const THOUGHT = { ...BASE, kind: "thought", text: "Hm", open: true, endedAt: null } as const;
const CALL = {
	...BASE,
	kind: "tool_call",
	toolCallId: "1",
	title: "Run the tests",
	toolKind: "execute",
	status: "in_progress",
	locations: [],
	content: [{ type: "content", content: { type: "text", text: "x".repeat(10_000) } }],
	endedAt: null,
} as const;

test.each<[string, UnplacedItem, UnplacedItem]>([
	["a message", MESSAGE, closeItem<UnplacedItem>(MESSAGE, 5)],
	["a thought", THOUGHT, closeItem<UnplacedItem>(THOUGHT, 5)],
	["a tool call that its agent left open", CALL, closeItem<UnplacedItem>(CALL, 5)],
	["a tool call that completed", CALL, { ...CALL, status: "completed", endedAt: 7 }],
])("the end of %s, of which nothing else has changed, is all that is sent", (_, before, after) => {
	const closing = findClosing(before, after);
	expect(JSON.stringify(closing).length).toBeLessThan(60);
	expect(closing && applyClosing(before, closing)).toEqual(after);
});

test.each<[string, UnplacedItem | undefined, UnplacedItem]>([
	["is new", undefined, { ...MESSAGE, open: false }],
	["stays open", MESSAGE, { ...MESSAGE, text: "Hello!" }],
	["was closed before", { ...MESSAGE, open: false }, { ...MESSAGE, open: false }],
	["ends with more text", MESSAGE, { ...MESSAGE, text: "Hello!", open: false }],
	["ends with other content", CALL, { ...CALL, status: "completed", content: [] }],
	["ends with a field more", CALL, { ...CALL, status: "completed", rawOutput: {} }],
	["loses a field", { ...MESSAGE, parentId: "call" }, { ...MESSAGE, open: false }],
	["is of a kind without such an end", { ...BASE, kind: "plan", entries: [] }, { ...BASE, kind: "plan", entries: [] }],
])("an item that %s is sent whole", (_, before, after) => {
	expect(findClosing(before, after)).toBeNull();
});
