import type {
	NoteItem,
	PromptItem,
	QuestionItem,
	ThoughtItem,
	TimelineItem,
	ToolCallItem,
	TurnResult,
} from "../../src/protocol/index.ts";
import { approval, message, prompt } from "./items.ts";

const ADA = { userId: "ada", name: "Ada" };

/** When the sessions of these tests begin. */
export const START = Date.UTC(2026, 10, 23, 9, 0);

export function turnResult(startedAt: number, endedAt: number, change: Partial<TurnResult> = {}): TurnResult {
	return {
		stopReason: "end_turn",
		error: null,
		endedAt,
		durationMs: endedAt - startedAt,
		files: [],
		toolCalls: 0,
		commands: 0,
		approvals: 0,
		usage: null,
		...change,
	};
}

export function call(order: number, change: Partial<ToolCallItem> = {}): ToolCallItem {
	const base = { id: `item-${order}`, order, seq: order, turnId: null, createdAt: 0, toolCallId: `call-${order}` };
	const tool = { title: `Call ${order}`, toolKind: "execute", status: "completed", locations: [] } as const;
	const output = { type: "content", content: { type: "text", text: "Output" } } as const;
	return { ...base, ...tool, kind: "tool_call", content: [output], endedAt: null, ...change };
}

export function thought(order: number, change: Partial<ThoughtItem> = {}): ThoughtItem {
	const base = { id: `item-${order}`, order, seq: order, turnId: null, createdAt: 0 };
	return { ...base, kind: "thought", text: "Let me see", open: false, endedAt: null, ...change };
}

/**
 * One turn: a prompt that waited for 10 seconds, a thought of 2 s, a message of 1,000 characters, a call that runs after
 * an hour in which its permission waited, and a last word.
 */
export function oneTurn(): readonly TimelineItem[] {
	const at = (seconds: number) => START + seconds * 1_000;
	const turn = { turnId: "turn-1" } as const;
	const answered = { status: "answered", optionId: "yes", by: ADA, answeredAt: at(3_640) } as const;
	const result = turnResult(at(10), at(3_652));
	return [
		prompt(1, { ...turn, createdAt: at(0), state: "done", result }),
		thought(2, { ...turn, createdAt: at(11), endedAt: at(13) }),
		message(3, { ...turn, createdAt: at(13), text: "a".repeat(1_000) }),
		call(4, { ...turn, createdAt: at(40), endedAt: at(3_650), toolCallId: "1" }),
		approval(5, { ...turn, createdAt: at(40), state: answered, votes: [{ by: ADA, optionId: "yes", at: at(3_640) }] }),
		message(6, { ...turn, createdAt: at(3_651), text: "Done." }),
	];
}

const STATES = ["done", "failed", "cancelled", "interrupted", "withdrawn", "running"] as const;

/** A session of random turns, of which some were never finished, with times that go back now and then. */
export function randomSession(random: () => number, turns: number): readonly TimelineItem[] {
	const items: TimelineItem[] = [];
	let at = START;
	const pass = (ms: number) => {
		at += Math.floor(random() * ms) - (random() < 0.05 ? 50 : 0);
		return at;
	};
	const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
	for (let turn = 0; turn < turns; turn++) {
		const turnId = `turn-${turn}`;
		const next = () => items.length + 1;
		const startedAt = pass(60_000);
		const index = items.length;
		items.push(prompt(next(), { turnId, createdAt: startedAt }));
		for (let count = Math.floor(random() * 8); count > 0; count--) {
			const createdAt = pass(20_000);
			const place = { turnId, createdAt, ...(random() < 0.2 && { parentId: `item-${index + 1}` }) };
			const kind = Math.floor(random() * 7);
			if (kind === 0) items.push(thought(next(), { ...place, endedAt: random() < 0.8 ? pass(9_000) : null }));
			if (kind === 1)
				items.push(message(next(), { ...place, text: "word 🎉 ".repeat(random() * 90), open: random() < 0.1 }));
			if (kind === 2)
				items.push(call(next(), { ...place, endedAt: pass(90_000), status: pick(["completed", "failed"]) }));
			if (kind === 3) items.push(call(next(), { ...place, status: pick(["pending", "in_progress", "cancelled"]) }));
			if (kind === 4) {
				const votes = random() < 0.5 ? [{ by: ADA, optionId: "yes", at: pass(4_000) }] : undefined;
				const answered = { status: "answered", optionId: "yes", by: ADA, answeredAt: pass(600_000) } as const;
				items.push(approval(next(), { ...place, votes, ...(random() < 0.7 && { state: answered }) }));
			}
			if (kind === 5) items.push(question(next(), { ...place, createdAt }, pass));
			if (kind === 6) items.push(note(next(), { createdAt, editedAt: random() < 0.3 ? pass(9_000) : null }));
		}
		const state = pick(STATES);
		const hasResult = state === "done" || state === "failed" || state === "cancelled";
		const result = hasResult ? turnResult(startedAt, pass(9_000)) : null;
		items[index] = prompt(index + 1, { turnId, createdAt: startedAt - Math.floor(random() * 9_000), state, result });
	}
	return items;
}

type PlacedPrompt = Pick<PromptItem, "turnId" | "createdAt">;

function question(order: number, place: PlacedPrompt, pass: (ms: number) => number): QuestionItem {
	const base = { id: `item-${order}`, order, seq: order, ...place };
	const answeredAt = pass(60_000);
	const state = { status: "answered", answer: {}, by: ADA, answeredAt, completedAt: pass(9_000) } as const;
	const request = { type: "url", url: "https://example.com" } as const;
	return { ...base, kind: "question", message: "Which one?", request, state };
}

export function note(order: number, change: Partial<NoteItem> = {}): NoteItem {
	const base = { id: `item-${order}`, order, seq: order, turnId: null, createdAt: 0, by: ADA, text: "Careful" };
	const rest = {
		mentions: [],
		about: null,
		threadId: null,
		reactions: [],
		editedAt: null,
		deletedAt: null,
		resolved: null,
	};
	return { ...base, ...rest, kind: "note", ...change };
}
