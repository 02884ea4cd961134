import type { Clock } from "../core/platform/timing.ts";
import type { WorkspaceState } from "../core/state/workspaceState.ts";
import type { PermissionOption, PlanEntry, Session, TimelineItem, ToolCall, Turn } from "../protocol/index.ts";
import { type ApprovalTerms, cancelApproval, DEFAULT_MAX_PENDING_APPROVALS, openApproval } from "../rules/approvals.ts";
import { closeItem, isOpenStatus } from "../rules/items.ts";
import type { MemoryChange, MemoryItem, MemoryWorkspaceState } from "./memoryWorkspaceState.ts";

/** What an agent reports about a tool call: its id, and as much of the rest as has changed. */
export type MemoryToolCall = Partial<ToolCall> & Pick<ToolCall, "toolCallId">;

/** How people are asked for a permission, as a policy of the workspace actor would have it. */
export interface MemoryApprovalTerms extends ApprovalTerms {
	/** The policy's name for the reason, shown in the timeline. */
	readonly rule?: string | undefined;
}

/**
 * What a script can do during a turn, in the agent's place. Once the turn is over, none of it has an effect.
 *
 * @example
 * const onPrompt: TurnScript = async (prompt, agent) => {
 * 	agent.think("The tests first. ");
 * 	agent.callTool({ toolCallId: "1", title: "npm test", toolKind: "execute", status: "in_progress" });
 * 	await agent.wait(500);
 * 	agent.callTool({ toolCallId: "1", status: "completed" });
 * 	agent.say("They pass.");
 * };
 */
export interface MemoryAgent {
	/** Aborts when the turn ends or somebody stops it. */
	readonly signal: AbortSignal;
	/** Appends text to the open message, or begins a message. */
	say(text: string): void;
	/** Appends text to the open thought, or begins a thought. */
	think(text: string): void;
	/** Begins a tool call, or changes the one with this id. */
	callTool(call: MemoryToolCall): void;
	/** Shows a plan. A turn has one: each call replaces it. */
	plan(entries: readonly PlanEntry[]): void;
	/**
	 * Requests a permission.
	 *
	 * @param options - Default: allow once, allow always and reject.
	 * @param terms - Default: one person whose role may answer.
	 * @returns The id of the chosen option; null when the request was cancelled or has expired.
	 */
	requestPermission(
		call: MemoryToolCall,
		options?: readonly PermissionOption[],
		terms?: MemoryApprovalTerms,
	): Promise<string | null>;
	/** Changes what is known about the session. */
	setSession(change: Partial<Session>): void;
	/** Waits some milliseconds, or until the turn is stopped. */
	wait(ms: number): Promise<void>;
}

/** What most agents offer when they request a permission. */
const DEFAULT_PERMISSION_OPTIONS: readonly PermissionOption[] = [
	{ optionId: "allow", name: "Allow", optionKind: "allow_once" },
	{ optionId: "allow_always", name: "Always allow", optionKind: "allow_always" },
	{ optionId: "reject", name: "Reject", optionKind: "reject_once" },
];

interface MemoryAgentDeps {
	readonly workspaceState: MemoryWorkspaceState;
	readonly turn: Turn;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** The role that may call `answerApproval`. */
	readonly minimumRole: NonNullable<ApprovalTerms["role"]>;
	/** Resolves when an approval is answered; with null when nobody will answer it. */
	waitForAnswer(approvalId: string): Promise<string | null>;
	abandonApproval(approvalId: string): void;
	/** Called after each change that the script makes. */
	onProgress(): void;
}

export function createMemoryAgent(deps: MemoryAgentDeps): MemoryAgent {
	const { workspaceState, turn, clock, signal } = deps;
	let count = 0;
	const base = () => ({ turnId: turn.id, createdAt: clock.now() });
	const createId = () => `${turn.id}-${++count}`;

	function apply(changes: readonly MemoryChange[]): void {
		if (signal.aborted) return;
		workspaceState.apply(changes);
		deps.onProgress();
	}

	/** Adds or replaces an item. What the agent streams next does not belong to the text before it. */
	function put(item: MemoryItem): void {
		apply([...closeOpenTexts(workspaceState.get(), turn.id, clock.now()), { kind: "item", item }]);
	}

	function find(matches: (item: TimelineItem) => boolean): TimelineItem | undefined {
		return turnItems(workspaceState.get(), turn.id).find(matches);
	}

	function appendText(kind: "message" | "thought", text: string): void {
		const open = find((item) => item.kind === kind && item.open);
		if (open) {
			apply([{ kind: "append", itemId: open.id, text }]);
			return;
		}
		const common = { ...base(), id: createId(), text, open: true };
		put(kind === "message" ? { ...common, kind, blocks: [] } : { ...common, kind, endedAt: null });
	}

	function expire(approvalId: string): void {
		const approval = workspaceState.get().approvals.find(({ id }) => id === approvalId);
		if (!approval) return;
		apply([{ kind: "item", item: cancelApproval(approval, "expired", clock.now()) }]);
		deps.abandonApproval(approvalId);
	}

	function whenStopped(): Promise<null> {
		if (signal.aborted) return Promise.resolve(null);
		return new Promise((resolve) => signal.addEventListener("abort", () => resolve(null)));
	}

	return {
		signal,
		say: (text) => appendText("message", text),
		think: (text) => appendText("thought", text),
		callTool(call) {
			const known = find((item) => item.kind === "tool_call" && item.toolCallId === call.toolCallId);
			const whole = { ...emptyToolCall(call.toolCallId), ...base(), id: createId(), ...known, ...call };
			put({ ...whole, kind: "tool_call", endedAt: isOpenStatus(whole.status) ? null : clock.now() });
		},
		plan: (entries) => put({ ...base(), kind: "plan", id: `${turn.id}-plan`, entries }),
		async requestPermission(call, options = DEFAULT_PERMISSION_OPTIONS, { rule, ...terms } = {}) {
			const toolCall = { ...emptyToolCall(call.toolCallId), ...call };
			const state = { status: "pending" } as const;
			const requested = { ...base(), kind: "approval", id: createId(), toolCall, options, state } as const;
			const { turn: current, approvals } = workspaceState.get();
			const counts = { pending: approvals.length, maxPending: DEFAULT_MAX_PENDING_APPROVALS };
			const context = { now: clock.now(), turn: current, ...counts, minimumRole: deps.minimumRole };
			const approval = openApproval(requested, { answer: "ask", rule, terms }, context);
			put(approval);
			if (approval.state.status !== "pending") return null;
			const cancelTimer =
				terms.expireAfterMs === undefined ? () => {} : clock.setTimer(() => expire(approval.id), terms.expireAfterMs);
			return Promise.race([deps.waitForAnswer(approval.id), whenStopped()]).finally(cancelTimer);
		},
		setSession: (change) => apply([{ kind: "session", change }]),
		wait: (ms) => pause(clock, signal, ms),
	};
}

function emptyToolCall(toolCallId: string): ToolCall {
	return { toolCallId, title: toolCallId, toolKind: "other", status: "pending", locations: [], content: [] };
}

export function turnItems({ items }: WorkspaceState, turnId: string): readonly TimelineItem[] {
	return [...items.values()].filter((item) => item.turnId === turnId);
}

/** The changes that end the open message or thought. */
function closeOpenTexts(state: WorkspaceState, turnId: string, now: number): readonly MemoryChange[] {
	const texts = turnItems(state, turnId).filter(({ kind }) => kind === "message" || kind === "thought");
	return toChanges(texts, (item) => closeItem(item, now));
}

/** A change for each item that `change` makes another one of. */
export function toChanges<Item extends MemoryItem>(
	items: readonly Item[],
	change: (item: Item) => MemoryItem,
): readonly MemoryChange[] {
	return items.flatMap((before) => {
		const item = change(before);
		return item === before ? [] : [{ kind: "item", item }];
	});
}

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
