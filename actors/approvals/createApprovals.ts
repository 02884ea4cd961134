import type {
	AnswerApprovalRequest,
	AnswerApprovalResponse,
	ApprovalItem,
	ApprovalState,
	Role,
} from "../../src/protocol/index.ts";
import { applyAnswer } from "../../src/protocol/takeAnswer.ts";
import { approvalWaitMs, type PermissionWait } from "../../src/protocol/waitedMs.ts";
import type { Identity } from "../access/identity.ts";
import { toPerson } from "../access/personOf.ts";
import { readItem } from "../database/itemTable.ts";
import type { OpenItems } from "../items/createOpenItems.ts";
import { createFailureStreak } from "../log/createFailureRow.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { WorkspaceLimits } from "../options/workspaceLimits.ts";
import type { BackoffLimits } from "../session/retryWait.ts";
import type { ProjectedItem } from "../timeline/projectedChange.ts";
import type { CurrentTurn } from "../turn/createCurrentTurn.ts";
import { retryUntilStored } from "../turn/untilStored.ts";
import { runIdempotent } from "../writer/once.ts";
import type { Transaction, Writer } from "../writer/writer.ts";
import type { ApprovalOptions } from "./approvalPolicy.ts";
import { createExpiryTimers } from "./createExpiry.ts";
import { applyDecision } from "./decideApproval.ts";
import { askPolicy } from "./judge.ts";
import type { PolicyDecision } from "./parseDecision.ts";
import { answerRefusal } from "./refuseAnswer.ts";
import { closedApprovalRefusal } from "./refuseClosedApproval.ts";

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

export type PermissionReply = (optionId: string | null) => void;

export interface ApprovalsOptions extends ApprovalOptions {
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
