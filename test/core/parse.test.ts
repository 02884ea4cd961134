import { describe, expect, test } from "vitest";
import { parseHead, parsePatchBatch, parseResponse } from "../../src/core/parse/messages.ts";
import { ACTION_NAMES, type ActionName } from "../../src/protocol/index.ts";
import { approval, message, prompt } from "./items.ts";

const JUNK = [
	null,
	undefined,
	0,
	"",
	"x",
	[],
	{},
	() => {},
	{ items: 5 },
	{ epoch: -1, seq: 0 },
	{ epoch: 1.5, seq: 1 },
];
const malformed = expect.objectContaining({ name: "WorkspaceError", code: "internal" });

describe.each(ACTION_NAMES)("the parser of an answer to %s", (name: ActionName) => {
	test.each(JUNK.map((junk) => [junk]))("rejects %j", (junk) => {
		expect(() => parseResponse(name, junk)).toThrow(malformed);
	});
});

test.each(JUNK.map((junk) => [junk]))("a batch and a head of %j are unreadable", (junk) => {
	expect(parsePatchBatch(junk)).toBeNull();
	expect(parseHead(junk)).toBeNull();
});

test.each([[message(1)], [prompt(2)], [approval(3)]])("an item of a known kind is returned as it is", (item) => {
	expect(parseResponse("getItem", item)).toBe(item);
});

test.each([
	{ ...message(1), text: 5 },
	{ ...message(1), order: "1" },
	{ ...message(1), seq: Number.NaN },
	{ ...prompt(1), by: "ben" },
	{ ...approval(1), state: "pending" },
	{ ...approval(1), options: null },
	{ ...message(1), kind: "tool_call" },
])("an item that does not match its kind is rejected: %j", (item) => {
	expect(() => parseResponse("getItem", item)).toThrow(malformed);
});

test.each(["hologram", "toString", "__proto__"])("an item of the kind %s is kept as unknown", (kind) => {
	const item = { ...message(7), kind };
	expect(parseResponse("getItem", item)).toEqual({
		kind: "unknown",
		id: "item-7",
		order: 7,
		seq: 7,
		turnId: null,
		createdAt: 0,
		label: kind,
		value: item,
	});
});

test.each([
	{ kind: "append", seq: 2, itemId: 1, offset: 0, text: "" },
	{ kind: "append", seq: 2, itemId: "1", offset: -1, text: "" },
	{ kind: "turn", seq: 2, turn: 5 },
	{ kind: "session", seq: 2, change: null },
	{ kind: "participants", seq: 2, participants: {} },
	{ kind: "item", seq: 2, item: {} },
	{ kind: "item", item: message(1) },
	{ kind: "new", seq: 2 },
])("a malformed patch is rejected: %j", (patch) => {
	expect(parsePatchBatch({ epoch: 1, from: 2, to: 2, patches: [patch] })).toBeNull();
});
