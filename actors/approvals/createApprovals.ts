import type { AnswerReceipt, AnswerRequest, ApprovalItem, ApprovalState, Role } from "../../src/protocol/index.ts";
import { takeAnswer } from "../../src/protocol/takeAnswer.ts";
import { type AskedPermission, waitedMs } from "../../src/protocol/waitedMs.ts";
import type { Identity } from "../access/identity.ts";
import { personOf } from "../access/personOf.ts";
import { readItem } from "../database/itemTable.ts";
import type { OpenItems } from "../items/createOpenItems.ts";
import { createFailureRow } from "../log/createFailureRow.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { WorkspaceLimits } from "../options/workspaceLimits.ts";
import type { RetryWaits } from "../session/retryWait.ts";
import type { ProjectedItem } from "../timeline/projectedChange.ts";
import type { CurrentTurn } from "../turn/createCurrentTurn.ts";
import { untilStored } from "../turn/untilStored.ts";
import { once } from "../writer/once.ts";
import type { Act, Writer } from "../writer/writer.ts";
import type { ApprovalOptions } from "./approvalPolicy.ts";
import { createExpiry } from "./createExpiry.ts";
import { decideApproval } from "./decideApproval.ts";
import { judge } from "./judge.ts";
import type { Decision } from "./parseDecision.ts";
import { refuseAnswer } from "./refuseAnswer.ts";
import { refuseClosedApproval } from "./refuseClosedApproval.ts";

type CancelReason = Extract<ApprovalState, { readonly status: "cancelled" }>["reason"];

/** Permissions the agent asks for, and who gives or refuses them. The first answer wins. */
export interface Approvals {
	/**
	 * Asks the policy, then stores the request and shows it. `reply` takes the answer to the agent, null when nobody
	 * will give one.
	 */
	request(item: ProjectedItem<"approval">, reply: PermissionReply): Promise<void>;
	answer(by: Identity, request: AnswerRequest): Promise<AnswerReceipt>;
	/** Closes what is pending, as part of another act. */
	cancelAll(act: Act, reason: CancelReason): void;
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
	readonly limits: RetryWaits & Pick<WorkspaceLimits, "policyMs" | "pendingApprovals">;
	/** The role that may call `answer`. */
	readonly leastRole: Role;
}

export function createApprovals(options: ApprovalsOptions): Approvals {
	const { workspaceId, writer, open, current, policy, log, limits } = options;
	const replies = new Map<string, PermissionReply>();
	const stopping = new AbortController();
	let settled: AskedPermission[] = [];
	const expiry = createExpiry((approvalId) => void expire(approvalId));

	async function request(item: ProjectedItem<"approval">, reply: PermissionReply): Promise<void> {
		replies.set(item.id, reply);
		try {
			const { toolCall, options: offered } = item;
			const prompt = open.prompt(current.get()?.promptId ?? "") ?? null;
			const asked = { workspaceId, toolCall, options: offered, prompt };
			const decision = await judge({ policy, limitMs: limits.policyMs, log }, asked);
			await writer.commit("approval", async (act) => put(act, enter(item, decision)));
		} catch (error) {
			settle(item.id, null);
			throw error;
		}
	}

	/** The turn may have been stopped, or be over, since the agent has asked. */
	function enter(item: ProjectedItem<"approval">, decision: Decision): ProjectedItem<"approval"> {
		const now = Date.now();
		const isOver = item.turnId !== null && item.turnId !== current.get()?.id;
		if (isOver || current.isStopping()) return { ...item, state: cancelled(isOver ? "turn_ended" : "stopped", now) };
		const decided = decideApproval(item, decision, { ...options, now });
		const isTooMany = decided.state.status === "pending" && open.approvals().length >= limits.pendingApprovals;
		return isTooMany ? { ...item, state: cancelled("too_many", now) } : decided;
	}

	/** Stores how an approval stands, and lets the agent and the clock know after. */
	function put(act: Act, draft: ProjectedItem<"approval">): void {
		const approval = act.put(draft);
		const { state } = approval;
		act.afterwards(() => {
			expiry.forget(approval.id);
			if (state.status === "pending") return expiry.watch(approval);
			settled.push({ createdAt: approval.createdAt, state });
			settle(approval.id, state.status === "answered" ? state.optionId : null);
		});
	}

	function settle(approvalId: string, optionId: string | null): void {
		replies.get(approvalId)?.(optionId);
		replies.delete(approvalId);
	}

	function answer(identity: Identity, { clientId, approvalId, optionId }: AnswerRequest): Promise<AnswerReceipt> {
		const { userId, role } = identity;
		return writer.commit("answer", (act) =>
			once(act, { userId, action: "answer", clientId }, async () => {
				const pending = open.approvals();
				const approval = pending.find(({ id }) => id === approvalId);
				if (!approval) throw refuseClosedApproval(await readItem(act.tx, approvalId));
				const given = { optionId, by: personOf(identity), role, at: Date.now() };
				const taken = takeAnswer(approval, given, pending);
				if (taken.code !== null) throw refuseAnswer(approval, role, taken.code);
				for (const changed of taken.approvals) put(act, changed);
				return { approvalId, optionId, missing: taken.missing };
			}),
		);
	}

	function cancelAll(act: Act, reason: CancelReason): void {
		for (const approval of open.approvals()) cancel(act, approval, reason);
	}

	function cancel(act: Act, approval: ApprovalItem, reason: CancelReason): void {
		put(act, { ...approval, state: cancelled(reason, Date.now()) });
	}

	/** The agent waits for this, so it is tried until it is stored. */
	async function expire(approvalId: string): Promise<void> {
		const store = () =>
			writer.commit("approval_expired", async (act) => {
				const approval = open.approvals().find(({ id }) => id === approvalId);
				if (approval) cancel(act, approval, "expired");
			});
		const row = createFailureRow(log, "expiry_not_stored");
		await untilStored(store, { limits, signal: stopping.signal, row }).catch(row.failed);
	}

	return {
		request,
		answer,
		cancelAll,
		takeWaitedMs(from, until) {
			const asked = [...settled, ...open.approvals()];
			settled = [];
			return waitedMs(asked, from, until);
		},
		stop() {
			stopping.abort();
			expiry.stop();
		},
	};
}

function cancelled(reason: CancelReason, cancelledAt: number): ApprovalState {
	return { status: "cancelled", reason, cancelledAt };
}
