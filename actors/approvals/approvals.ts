import type { UserError } from "rivetkit";
import type {
	AnswerApprovalRequest,
	AnswerApprovalResponse,
	ApprovalItem,
	ApprovalState,
	Role,
	TimelineItem,
} from "../../src/protocol/index.ts";
import { applyAnswer } from "../../src/rules/approvals.ts";
import { approvalWaitMs, type PermissionWait } from "../../src/rules/turn.ts";
import { type Identity, toPerson } from "../access/identity.ts";
import { readItem } from "../database/itemTable.ts";
import { refusal } from "../errors/refusal.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import { createFailureStreak } from "../log/failureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { WorkspaceLimits } from "../options/workspaceLimits.ts";
import type { ProjectedItem } from "../timeline/projection.ts";
import { type BackoffLimits, retryUntilStored } from "../timing/retry.ts";
import type { CurrentTurn } from "../turn/currentTurn.ts";
import { runIdempotent, type Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import { type ApprovalOptions, applyDecision, askPolicy, type PolicyDecision } from "./policy.ts";

/** The clocks of the permissions that wait. */
interface ExpiryTimers {
	/** Tells when the time of this one is over. */
	schedule(approval: ApprovalItem): void;
	cancel(approvalId: string): void;
	stop(): void;
}

/** What `setTimeout` counts to at most. */
const MAX_TIMER_MS = 2_147_483_647;

function createExpiryTimers(onExpired: (approvalId: string) => void): ExpiryTimers {
	const timers = new Map<string, NodeJS.Timeout>();

	function schedule({ id, expiresAt }: Pick<ApprovalItem, "id" | "expiresAt">): void {
		if (expiresAt === undefined) return;
		const left = expiresAt - Date.now();
		const isOver = left <= 0;
		const tick = () => (isOver ? expire(id) : schedule({ id, expiresAt }));
		timers.set(id, setTimeout(tick, Math.min(Math.max(0, left), MAX_TIMER_MS)));
	}

	function expire(id: string): void {
		timers.delete(id);
		onExpired(id);
	}

	return {
		schedule,
		cancel(approvalId) {
			clearTimeout(timers.get(approvalId));
			timers.delete(approvalId);
		},
		stop() {
			for (const timer of timers.values()) clearTimeout(timer);
			timers.clear();
		},
	};
}

/** Why an answer to a pending approval was not taken. */
function answerRefusal(approval: ApprovalItem, role: Role, code: "option_unknown" | "forbidden"): UserError {
	if (code === "option_unknown") {
		return refusal({
			code,
			message: "The agent did not offer this answer, so it cannot be given.",
			hint: `Answer with one of: ${approval.options.map((option) => option.optionId).join(", ")}.`,
		});
	}
	return refusal({
		code,
		message: `Only people with the role ${approval.requirements?.role} or above may answer this one, and yours is ${role}.`,
		hint: "Ask one of them to answer it.",
	});
}

/** Why an approval that is not pending cannot be answered, and who was first. */
function closedApprovalRefusal(item: TimelineItem | undefined): UserError {
	if (item?.kind !== "approval") {
		return refusal({ code: "not_found", message: "There is no such permission request in this workspace." });
	}
	if (item.state.status === "answered") {
		const { by, optionId, rule } = item.state;
		const who = by ? by.name : "The workspace's policy";
		const message = `${who} has answered this already, and the first answer counts.`;
		return refusal({ code: "already_answered", message }, { by, optionId, ...(rule !== undefined && { rule }) });
	}
	const isExpired = item.state.status === "cancelled" && item.state.reason === "expired";
	return refusal({
		code: "approval_closed",
		message: isExpired
			? "Nobody answered this permission in time, so nobody can answer it any more."
			: "The turn that asked for this permission is over, so nobody can answer it any more.",
	});
}

type CancelReason = Extract<ApprovalState, { readonly status: "cancelled" }>["reason"];

/** Permissions the agent asks for, and who gives or refuses them. The first answer wins. */
export interface Approvals {
	/**
	 * Asks the policy, then stores the request and shows it. `reply` takes the answer to the agent, null when nobody
	 * will give one.
	 */
	request(item: ProjectedItem<"approval">, reply: PermissionReply): Promise<void>;
	answer(by: Identity, request: AnswerApprovalRequest): Promise<AnswerApprovalResponse>;
	/** Closes what is pending, as part of another act. */
	cancelAll(act: Transaction, reason: CancelReason): void;
	/** How long the turn that ends has waited for people. Forgets what was settled until then. */
	takeWaitedMs(from: number, until: number): number;
	/** Lets nothing expire any more. */
	stop(): void;
}

type PermissionReply = (optionId: string | null) => void;

interface ApprovalsOptions extends ApprovalOptions {
	readonly workspaceId: string;
	readonly writer: Writer;
	readonly open: OpenItems;
	readonly current: Pick<CurrentTurn, "get" | "isStopping">;
	readonly log: WorkspaceLog;
	readonly limits: BackoffLimits & Pick<WorkspaceLimits, "policyTimeoutMs" | "maxPendingApprovals">;
	/** The role that may call `answer`. */
	readonly minimumRole: Role;
}

export function createApprovals(options: ApprovalsOptions): Approvals {
	const { workspaceId, writer, open, current, policy, log, limits } = options;
	const replies = new Map<string, PermissionReply>();
	const stopping = new AbortController();
	let settled: PermissionWait[] = [];
	const expiry = createExpiryTimers((approvalId) => void expire(approvalId));

	async function request(item: ProjectedItem<"approval">, reply: PermissionReply): Promise<void> {
		replies.set(item.id, reply);
		try {
			const { toolCall, options: offered } = item;
			const prompt = open.prompt(current.get()?.promptId ?? "") ?? null;
			const asked = { workspaceId, toolCall, options: offered, prompt };
			const decision = await askPolicy({ policy, timeoutMs: limits.policyTimeoutMs, log }, asked);
			await writer.commit("approval", async (act) => put(act, enter(item, decision)));
		} catch (error) {
			settle(item.id, null);
			throw error;
		}
	}

	/** The turn may have been stopped, or be over, since the agent has asked. */
	function enter(item: ProjectedItem<"approval">, decision: PolicyDecision): ProjectedItem<"approval"> {
		const now = Date.now();
		const isOver = item.turnId !== null && item.turnId !== current.get()?.id;
		if (isOver || current.isStopping())
			return { ...item, state: cancelledState(isOver ? "turn_ended" : "stopped", now) };
		const decided = applyDecision(item, decision, { ...options, now });
		const isTooMany = decided.state.status === "pending" && open.approvals().length >= limits.maxPendingApprovals;
		return isTooMany ? { ...item, state: cancelledState("too_many", now) } : decided;
	}

	/** Stores how an approval stands, and lets the agent and the clock know after. */
	function put(act: Transaction, draft: ProjectedItem<"approval">): void {
		const approval = act.put(draft);
		const { state } = approval;
		act.afterCommit(() => {
			expiry.cancel(approval.id);
			if (state.status === "pending") return expiry.schedule(approval);
			settled.push({ createdAt: approval.createdAt, state });
			settle(approval.id, state.status === "answered" ? state.optionId : null);
		});
	}

	function settle(approvalId: string, optionId: string | null): void {
		replies.get(approvalId)?.(optionId);
		replies.delete(approvalId);
	}

	function answer(
		identity: Identity,
		{ clientId, approvalId, optionId }: AnswerApprovalRequest,
	): Promise<AnswerApprovalResponse> {
		const { userId, role } = identity;
		return writer.commit("answerApproval", (act) =>
			runIdempotent(act, { userId, action: "answerApproval", clientId }, async () => {
				const pending = open.approvals();
				const approval = pending.find(({ id }) => id === approvalId);
				if (!approval) throw closedApprovalRefusal(await readItem(act.tx, approvalId));
				const given = { optionId, by: toPerson(identity), role, at: Date.now() };
				const taken = applyAnswer(approval, given, pending);
				if (taken.code !== null) throw answerRefusal(approval, role, taken.code);
				for (const changed of taken.approvals) put(act, changed);
				return { approvalId, optionId, missing: taken.missing };
			}),
		);
	}

	function cancelAll(act: Transaction, reason: CancelReason): void {
		for (const approval of open.approvals()) cancel(act, approval, reason);
	}

	function cancel(act: Transaction, approval: ApprovalItem, reason: CancelReason): void {
		put(act, { ...approval, state: cancelledState(reason, Date.now()) });
	}

	/** The agent waits for this, so it is tried until it is stored. */
	async function expire(approvalId: string): Promise<void> {
		const store = () =>
			writer.commit("approval_expired", async (act) => {
				const approval = open.approvals().find(({ id }) => id === approvalId);
				if (approval) cancel(act, approval, "expired");
			});
		const streak = createFailureStreak(log, "expiry_not_stored");
		await retryUntilStored(store, { limits, signal: stopping.signal, streak }).catch(streak.failed);
	}

	return {
		request,
		answer,
		cancelAll,
		takeWaitedMs(from, until) {
			const asked = [...settled, ...open.approvals()];
			settled = [];
			return approvalWaitMs(asked, from, until);
		},
		stop() {
			stopping.abort();
			expiry.stop();
		},
	};
}

function cancelledState(reason: CancelReason, cancelledAt: number): ApprovalState {
	return { status: "cancelled", reason, cancelledAt };
}
