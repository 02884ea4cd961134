import type { TimelineItem, ToolCall, Turn } from "../../protocol/index.ts";
import type { Clock } from "../ports/clock.ts";
import { closeOpenTexts } from "./closeTurnItems.ts";
import type { MemoryRoom } from "./createMemoryRoom.ts";
import type { MemoryAgent, MemoryApprovalTerms } from "./memoryAgent.ts";
import type { MemoryChange, MemoryItem } from "./memoryChange.ts";
import { DEFAULT_PERMISSION_OPTIONS } from "./memoryOptions.ts";
import { pause } from "./pause.ts";

export interface MemoryAgentOptions {
	readonly room: MemoryRoom;
	readonly turn: Turn;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Called with the id of each approval; settles when it is answered, with null when it was given up. */
	waitForAnswer(approvalId: string): Promise<string | null>;
	abandonApproval(approvalId: string): void;
	/** The script has said or done something. */
	onProgress(): void;
}

export function createMemoryAgent(options: MemoryAgentOptions): MemoryAgent {
	const { room, turn, clock, signal, waitForAnswer, abandonApproval } = options;
	let count = 0;
	const base = () => ({ turnId: turn.id, createdAt: clock.now() });
	const createId = () => `${turn.id}-${++count}`;
	const apply = (changes: readonly MemoryChange[]) => {
		if (signal.aborted) return;
		room.apply(changes);
		options.onProgress();
	};
	const put = (item: MemoryItem) =>
		apply([...closeOpenTexts(room.get(), turn.id, clock.now()), { kind: "item", item }]);
	const find = (matches: (item: TimelineItem) => boolean) =>
		[...room.get().items.values()].find((item) => item.turnId === turn.id && matches(item));

	function grow(kind: "message" | "thought", text: string) {
		const open = find((item) => item.kind === kind && item.open);
		if (open) return apply([{ kind: "append", itemId: open.id, text }]);
		const common = { ...base(), id: createId(), text, open: true };
		put(kind === "message" ? { ...common, kind, blocks: [] } : { ...common, kind, endedAt: null });
	}

	function whenStopped(): Promise<null> {
		if (signal.aborted) return Promise.resolve(null);
		return new Promise((resolve) => signal.addEventListener("abort", () => resolve(null)));
	}

	return {
		signal,
		say: (text) => grow("message", text),
		think: (text) => grow("thought", text),
		callTool(call) {
			const held = find((item) => item.kind === "tool_call" && item.toolCallId === call.toolCallId);
			const whole = { ...emptyToolCall(call.toolCallId), ...base(), id: createId(), ...held, ...call };
			const isOpen = whole.status === "pending" || whole.status === "in_progress";
			put({ ...whole, kind: "tool_call", endedAt: isOpen ? null : clock.now() });
		},
		plan: (entries) => put({ ...base(), kind: "plan", id: `${turn.id}-plan`, entries }),
		async requestPermission(call, options = DEFAULT_PERMISSION_OPTIONS, terms = {}) {
			const id = createId();
			const toolCall = { ...emptyToolCall(call.toolCallId), ...call };
			const asked = { ...base(), kind: "approval", id, toolCall, options, state: { status: "pending" } } as const;
			put({ ...asked, ...approvalTerms(terms, clock.now()) });
			const cancelTimer = terms.expireAfterMs === undefined ? () => {} : clock.setTimer(expire, terms.expireAfterMs);
			return Promise.race([waitForAnswer(id), whenStopped()]).finally(cancelTimer);

			function expire() {
				const held = room.get().items.get(id);
				if (held?.kind !== "approval" || held.state.status !== "pending") return;
				const state = { status: "cancelled", reason: "expired", cancelledAt: clock.now() } as const;
				apply([{ kind: "item", item: { ...held, state } }]);
				abandonApproval(id);
			}
		},
		setSession: (change) => apply([{ kind: "session", change }]),
		wait: (ms) => pause(clock, signal, ms),
	};
}

function emptyToolCall(toolCallId: string): ToolCall {
	return { toolCallId, title: toolCallId, toolKind: "other", status: "pending", locations: [], content: [] };
}

/** The terms as the approval keeps them. */
function approvalTerms(
	{ role = "approver", approvers = 1, expireAfterMs, rule, settleMatching = false }: MemoryApprovalTerms,
	now: number,
) {
	return {
		requirements: { role, approvers },
		...(expireAfterMs !== undefined && { expiresAt: now + expireAfterMs }),
		...(rule !== undefined && { rule, settlesMatching: settleMatching }),
	};
}
