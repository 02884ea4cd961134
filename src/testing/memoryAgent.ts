import type { Clock } from "../core/platform/timing.ts";
import type { WorkspaceState } from "../core/state/workspaceState.ts";
import type { PermissionOption, PlanEntry, Role, Session, TimelineItem, ToolCall, Turn } from "../protocol/index.ts";
import type { MemoryChange, MemoryItem, MemoryRoom } from "./memoryRoom.ts";

/** What is told of a tool call: its id, and as much of the rest as has changed. */
export type MemoryToolCall = Partial<ToolCall> & Pick<ToolCall, "toolCallId">;

/** How people are asked for a permission, as the policy of the workspace actor says it. */
export interface MemoryApprovalTerms {
	/** Default `approver`. */
	readonly role?: Role | undefined;
	/** How many different people must allow it. Default 1. */
	readonly approvers?: number | undefined;
	readonly expireAfterMs?: number | undefined;
	readonly rule?: string | undefined;
	/** An answer for always settles those that wait by the same rule, too. */
	readonly settleMatching?: boolean | undefined;
}

/** What a script can do in a turn, in the agent's place. After the turn has ended all of it does nothing. */
export interface MemoryAgent {
	/** Aborts when the turn ends, or somebody stops it. */
	readonly signal: AbortSignal;
	/** Streams text into the message that is open, or begins one. */
	say(text: string): void;
	/** Streams text into the thought that is open, or begins one. */
	think(text: string): void;
	/** Begins a tool call, or changes the one of this id. */
	callTool(call: MemoryToolCall): void;
	plan(entries: readonly PlanEntry[]): void;
	/** Asks for a permission. Answers with the option that was chosen, or null when it was stopped or has expired. */
	requestPermission(
		call: MemoryToolCall,
		options?: readonly PermissionOption[],
		terms?: MemoryApprovalTerms,
	): Promise<string | null>;
	/** Changes what is known about the session. */
	setSession(change: Partial<Session>): void;
	/** Waits; a stopped turn does not wait. */
	wait(ms: number): Promise<void>;
}

/** The changes that close what a turn has left open: its texts, tool calls and approvals. */
export function closeTurnItems(
	state: WorkspaceState,
	turnId: string,
	now: number,
	reason: "stopped" | "turn_ended" | "interrupted",
): readonly MemoryChange[] {
	return changeTurnItems(state, turnId, (item) => {
		if (item.kind === "tool_call" && item.endedAt === null) return { ...item, status: "cancelled", endedAt: now };
		if (item.kind === "approval" && item.state.status === "pending") {
			return { ...item, state: { status: "cancelled", reason, cancelledAt: now } };
		}
		return closeText(item, now);
	});
}

/** The changes that end the message or thought that still grows. */
function closeOpenTexts(state: WorkspaceState, turnId: string, now: number): readonly MemoryChange[] {
	return changeTurnItems(state, turnId, (item) => closeText(item, now));
}

function closeText(item: TimelineItem, now: number): TimelineItem {
	if (item.kind === "message" && item.open) return { ...item, open: false };
	if (item.kind === "thought" && item.open) return { ...item, open: false, endedAt: now };
	return item;
}

function changeTurnItems(
	state: WorkspaceState,
	turnId: string,
	change: (item: TimelineItem) => TimelineItem,
): readonly MemoryChange[] {
	const items = [...state.items.values()].filter((item) => item.turnId === turnId);
	const pairs = items.map((item) => [item, change(item)] as const);
	return pairs.flatMap(([before, item]) => (before === item ? [] : [{ kind: "item", item }]));
}

/** What most agents offer when they ask for a permission. */
const DEFAULT_PERMISSION_OPTIONS: readonly PermissionOption[] = [
	{ optionId: "allow", name: "Allow", optionKind: "allow_once" },
	{ optionId: "allow_always", name: "Always allow", optionKind: "allow_always" },
	{ optionId: "reject", name: "Reject", optionKind: "reject_once" },
];

/** Waits for `ms`, or until the signal aborts. */
function pause(clock: Clock, signal: AbortSignal, ms: number): Promise<void> {
	if (signal.aborted) return Promise.resolve();
	return new Promise((resume) => {
		const cancel = clock.setTimer(finish, ms);
		signal.addEventListener("abort", finish);

		function finish() {
			cancel();
			signal.removeEventListener("abort", finish);
			resume();
		}
	});
}

interface MemoryAgentOptions {
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
