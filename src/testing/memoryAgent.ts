import type { Clock } from "../core/platform/timing.ts";
import type { WorkspaceState } from "../core/state/workspaceState.ts";
import type {
	PermissionOption,
	PlanEntry,
	QuestionItem,
	QuestionRequest,
	Session,
	TimelineItem,
	ToolCall,
	Turn,
} from "../protocol/index.ts";
import {
	type ApprovalTerms,
	cancelApproval,
	DEFAULT_MAX_PENDING_APPROVALS,
	followCall,
	openApproval,
} from "../rules/approvals.ts";
import { closeItem, isOpenStatus } from "../rules/items.ts";
import { cancelQuestion, completeQuestion, openQuestion } from "../rules/questions.ts";
import { settingChanges } from "../rules/settings.ts";
import type { MemoryChange, MemoryItem, MemoryWorkspaceState } from "./memoryWorkspaceState.ts";

/** What an agent reports about a tool call: its id, and as much of the rest as has changed. */
export type MemoryToolCall = Partial<ToolCall> &
	Pick<ToolCall, "toolCallId"> & {
		/** Whether what it has started goes on in the background, beside the turn. */
		readonly background?: boolean | undefined;
		/** The `toolCallId` of the call whose subagent makes it. */
		readonly parentCallId?: string | undefined;
	};

/** How people are asked for a permission, as a policy of the workspace actor would have it. */
export interface MemoryApprovalTerms extends ApprovalTerms {
	/** The policy's name for the reason, shown in the timeline. */
	readonly rule?: string | undefined;
}

/** What else a script says about a question. */
export interface MemoryQuestionOptions {
	/** The tool call that asks. */
	readonly toolCallId?: string | undefined;
	/** Milliseconds until nobody can answer it any more. */
	readonly expireAfterMs?: number | undefined;
	/** Aborted by the script to take the question back, or with the reason `completed` to say that a page is done. */
	readonly signal?: AbortSignal | undefined;
}

/** What the agent does by itself once a turn has ended. It can end calls that go on in the background. */
export type BackgroundScript = (agent: MemoryAgent) => void | Promise<void>;

/**
 * What a script can do during a turn, in the agent's place. Once the turn is over, none of it has an effect. A call that
 * is in progress when the script returns is closed, or goes on if it is `background`, until `afterTurn` or a person ends
 * it.
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
	/** Aborts when the turn ends or somebody stops it; after the turn, when somebody stops what goes on. */
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
	/**
	 * Asks people something.
	 *
	 * @param options - The tool call that asks, and milliseconds until nobody can answer any more. Default: none, and never.
	 * @returns How it ended: answered, declined or cancelled.
	 */
	ask(message: string, request: QuestionRequest, options?: MemoryQuestionOptions): Promise<QuestionItem["state"]>;
	/** Changes what is known about the session. A setting that gets another value is an event in the timeline. */
	setSession(change: Partial<Session>): void;
	/** Waits some milliseconds, or until the turn is stopped. */
	wait(ms: number): Promise<void>;
	/** Goes on by itself when the agent has ended the turn. What it then says outside of turns is an entry of its own. */
	afterTurn(script: BackgroundScript): void;
}

/** What most agents offer when they request a permission. */
const DEFAULT_PERMISSION_OPTIONS: readonly PermissionOption[] = [
	{ optionId: "allow", name: "Allow", optionKind: "allow_once" },
	{ optionId: "allow_always", name: "Always allow", optionKind: "allow_always" },
	{ optionId: "reject", name: "Reject", optionKind: "reject_once" },
];

export interface MemoryAgentDeps {
	readonly workspaceState: MemoryWorkspaceState;
	/** The turn in which the script began, whose calls it can change. */
	readonly turnId: string;
	/** Begins the ids of its items. */
	readonly idPrefix: string;
	/** The id of the turn, or of what is in its place, that new items belong to now. */
	enter(): string;
	/** The turn that items belong to, or what is in its place. */
	currentTurn(): Turn | null;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	/** Nothing that the script does has an effect any more. */
	isOver(): boolean;
	/** The role that may call `answerApproval`. */
	readonly minimumRole: NonNullable<ApprovalTerms["role"]>;
	/** Resolves when an approval is answered; with null when nobody will answer it. */
	waitForAnswer(approvalId: string): Promise<string | null>;
	abandonApproval(approvalId: string): void;
	/** Resolves when a question is no longer pending. */
	waitForReply(questionId: string): Promise<QuestionItem["state"]>;
	/** A question has ended without anybody's doing. */
	endQuestion(question: Pick<QuestionItem, "id" | "state">): void;
	/** Called after each change that the script makes, with the item that it has added or replaced. */
	onProgress(item: MemoryItem | null): void;
	afterTurn(script: BackgroundScript): void;
}

export function createMemoryAgent(deps: MemoryAgentDeps): MemoryAgent {
	const { workspaceState, turnId, clock, signal } = deps;
	let count = 0;
	const base = () => ({ turnId: deps.enter(), createdAt: clock.now() });
	const createId = () => `${deps.idPrefix}-${++count}`;

	function apply(changes: readonly MemoryChange[], item: MemoryItem | null = null): void {
		if (deps.isOver()) return;
		workspaceState.apply(changes);
		deps.onProgress(item);
	}

	/** Adds or replaces an item. What the agent streams next does not belong to the text before it. */
	function put(item: MemoryItem): void {
		const texts = item.turnId === null ? [] : closeOpenTexts(workspaceState.get(), item.turnId, clock.now());
		apply([...texts, { kind: "item", item }], item);
	}

	function findCall(id: string): TimelineItem | undefined {
		const turns = [deps.currentTurn()?.id, turnId];
		const items = turns.flatMap((of) => (of === undefined ? [] : turnItems(workspaceState.get(), of)));
		return items.find((item) => item.kind === "tool_call" && item.toolCallId === id);
	}

	function appendText(kind: "message" | "thought", text: string): void {
		if (deps.isOver()) return;
		const open = turnItems(workspaceState.get(), deps.enter()).find((item) => item.kind === kind && item.open);
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

	function endQuestion(questionId: string, reason: "expired" | "withdrawn" | "completed"): void {
		const item = workspaceState.get().items.get(questionId);
		if (item?.kind !== "question") return;
		const now = clock.now();
		const ended = reason === "completed" ? completeQuestion(item, now) : endPending(item, reason, now);
		if (!ended) return;
		apply([{ kind: "item", item: ended }]);
		deps.endQuestion(ended);
	}

	function whenStopped(): Promise<null> {
		if (signal.aborted) return Promise.resolve(null);
		return new Promise((resolve) => signal.addEventListener("abort", () => resolve(null)));
	}

	return {
		signal,
		say: (text) => appendText("message", text),
		think: (text) => appendText("thought", text),
		callTool({ parentCallId, ...call }) {
			if (deps.isOver()) return;
			const known = findCall(call.toolCallId);
			const parentId = parentCallId === undefined ? undefined : findCall(parentCallId)?.id;
			const whole = {
				...emptyToolCall(call.toolCallId),
				...(known ?? { ...base(), id: createId() }),
				...(parentId && { parentId }),
				...call,
			};
			put({ ...whole, kind: "tool_call", endedAt: isOpenStatus(whole.status) ? null : clock.now() });
			const waiting = workspaceState.get().approvals.filter(({ toolCall }) => toolCall.toolCallId === call.toolCallId);
			const followed = waiting.length === 1 && waiting[0] ? followCall(waiting[0], whole) : null;
			if (followed) apply([{ kind: "item", item: followed }]);
		},
		plan(entries) {
			if (deps.isOver()) return;
			const common = base();
			put({ ...common, kind: "plan", id: `${common.turnId}-plan`, entries });
		},
		async requestPermission(
			{ parentCallId: _parentCallId, background: _background, ...call },
			options = DEFAULT_PERMISSION_OPTIONS,
			{ rule, ...terms } = {},
		) {
			if (deps.isOver()) return null;
			const toolCall = { ...emptyToolCall(call.toolCallId), ...call };
			const state = { status: "pending" } as const;
			const requested = { ...base(), kind: "approval", id: createId(), toolCall, options, state } as const;
			const { approvals } = workspaceState.get();
			const counts = { pending: approvals.length, maxPending: DEFAULT_MAX_PENDING_APPROVALS };
			const context = { now: clock.now(), turn: deps.currentTurn(), ...counts, minimumRole: deps.minimumRole };
			const approval = openApproval(requested, { answer: "ask", rule, terms }, context);
			put(approval);
			if (approval.state.status !== "pending") return null;
			const cancelTimer =
				terms.expireAfterMs === undefined ? () => {} : clock.setTimer(() => expire(approval.id), terms.expireAfterMs);
			return Promise.race([deps.waitForAnswer(approval.id), whenStopped()]).finally(cancelTimer);
		},
		async ask(message, request, { toolCallId, expireAfterMs, signal: withdrawn } = {}) {
			const asked = { ...base(), kind: "question", id: createId(), message, request, toolCallId } as const;
			const { questions } = workspaceState.get();
			const counts = { pending: questions.length, maxPending: DEFAULT_MAX_PENDING_APPROVALS };
			const context = { now: clock.now(), turn: deps.currentTurn(), ...counts, expireAfterMs };
			const question = openQuestion({ ...asked, state: { status: "pending" } }, context);
			put(question);
			if (question.state.status !== "pending") return question.state;
			const cancelTimer =
				expireAfterMs === undefined
					? () => {}
					: clock.setTimer(() => endQuestion(question.id, "expired"), expireAfterMs);
			withdrawn?.addEventListener("abort", () => {
				endQuestion(question.id, withdrawn.reason === "completed" ? "completed" : "withdrawn");
			});
			const stopped = whenStopped().then(() => cancelQuestion(question, "stopped", clock.now()).state);
			return Promise.race([deps.waitForReply(question.id), stopped]).finally(cancelTimer);
		},
		setSession(change) {
			const { configOptions: before = [] } = workspaceState.get().session ?? {};
			const events = settingChanges(before, change.configOptions ?? []).map(
				(event): MemoryChange => ({
					kind: "item",
					item: { ...base(), kind: "event", id: createId(), by: null, event },
				}),
			);
			apply([{ kind: "session", change }, ...events]);
		},
		wait: (ms) => pause(clock, signal, ms),
		afterTurn: deps.afterTurn,
	};
}

function endPending(item: QuestionItem, reason: "expired" | "withdrawn", now: number): QuestionItem | null {
	return item.state.status === "pending" ? cancelQuestion(item, reason, now) : null;
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
