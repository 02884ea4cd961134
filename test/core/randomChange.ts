import type { WorkspaceState } from "../../src/core/index.ts";
import type { MemoryChange, MemoryItem } from "../../src/testing/index.ts";

const BEN = { userId: "ben", name: "Ben" };
const BASE = { turnId: null, createdAt: 0 };
const OPTION = { optionId: "yes", name: "Yes", optionKind: "allow_once" } as const;

/** A random change that a workspace could make in this state. */
export function randomChange(state: WorkspaceState, random: () => number): MemoryChange {
	const kinds = [appendChange, appendChange, itemChange, itemChange, updateChange, turnChange, sessionChange];
	const make = pick(kinds, random) ?? itemChange;
	return make(state, random) ?? itemChange(state, random);
}

function appendChange({ items }: WorkspaceState, random: () => number): MemoryChange | null {
	const open = [...items.values()].findLast((item) => item.kind === "message" && item.open);
	return open ? { kind: "append", itemId: open.id, text: `${Math.floor(random() * 1000)} ` } : null;
}

function itemChange({ seq, epoch }: WorkspaceState, random: () => number): MemoryChange {
	return { kind: "item", item: newItem(`item-${epoch}-${seq}-${Math.floor(random() * 1e6)}`, random) };
}

function newItem(id: string, random: () => number): MemoryItem {
	const base = { ...BASE, id };
	if (random() < 0.5) return { ...base, kind: "message", text: "", blocks: [], open: true };
	if (random() < 0.5) {
		const prompt = { ...base, kind: "prompt", by: BEN, clientId: id, text: "Do it", attachments: [] } as const;
		return { ...prompt, state: "queued", result: null };
	}
	const toolCall = {
		toolCallId: id,
		title: "Run",
		toolKind: "execute",
		status: "pending",
		locations: [],
		content: [],
	} as const;
	if (random() < 0.5) return { ...base, ...toolCall, kind: "tool_call", endedAt: null };
	return { ...base, kind: "approval", toolCall, options: [OPTION], state: { status: "pending" } };
}

/** A change of an item that exists: of the queue, an approval, a message or a tool call. */
function updateChange({ items, queue }: WorkspaceState, random: () => number): MemoryChange | null {
	const item = pick([...items.values(), ...queue], random);
	if (item?.kind === "prompt")
		return { kind: "item", item: { ...item, state: item.state === "queued" ? "running" : "done" } };
	if (item?.kind === "message") return { kind: "item", item: { ...item, open: false } };
	if (item?.kind === "tool_call" && random() < 0.5)
		return { kind: "item", item: { ...item, status: "completed", endedAt: 1 } };
	if (item?.kind === "tool_call") return { kind: "item", item: { ...item, title: `Run ${random()}` } };
	if (item?.kind !== "approval") return null;
	const state = { status: "answered", optionId: "yes", by: BEN, answeredAt: 1 } as const;
	return { kind: "item", item: { ...item, state } };
}

function turnChange({ turn, seq }: WorkspaceState): MemoryChange {
	return { kind: "turn", turn: turn ? null : { id: `turn-${seq}`, promptId: "any", startedAt: seq, state: "running" } };
}

function sessionChange(_: WorkspaceState, random: () => number): MemoryChange {
	return { kind: "session", change: { title: `Title ${random()}` } };
}

function pick<Value>(values: readonly Value[], random: () => number): Value | undefined {
	return values[Math.floor(random() * values.length)];
}
