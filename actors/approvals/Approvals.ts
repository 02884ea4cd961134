import type {
	AnswerApprovalRequest,
	AnswerApprovalResponse,
	ApprovalItem,
	Role,
	Turn,
} from "../../src/protocol/index.ts";
import { toPerson } from "../../src/rules/access.ts";
import {
	type ApprovalWait,
	answerApproval,
	type CancelReason,
	cancelApproval,
	openApproval,
} from "../../src/rules/approvals.ts";
import type { UnplacedItem } from "../../src/rules/items.ts";
import type { Identity } from "../access/identity.ts";
import { readItem } from "../database/itemTable.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import { FailureStreak } from "../log/FailureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { BackoffLimits } from "../timing/Backoff.ts";
import { retry } from "../timing/retry.ts";
import { runIdempotent, type Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";
import { ExpiryTimers } from "./ExpiryTimers.ts";
import { type ApprovalOptions, askPolicy } from "./policy.ts";

/** Limits of permission requests. */
export interface ApprovalLimits {
	/** How many approvals may wait at once; what an agent requests beyond is cancelled. A count. Default 100. */
	readonly maxPendingApprovals: number;
	/** How long the policy for approvals may take, in milliseconds, before people are asked. Default 5 s. */
	readonly policyTimeoutMs: number;
}

/** The running turn. */
interface RunningTurn {
	get(): Turn | null;
}

/** Takes the chosen option to the agent; null when nobody will choose one. */
type PermissionReply = (optionId: string | null) => void;

interface ApprovalsDeps extends ApprovalOptions {
	readonly workspaceId: string;
	readonly writer: Writer;
	readonly open: OpenItems;
	readonly current: RunningTurn;
	readonly log: WorkspaceLog;
	readonly limits: ApprovalLimits & BackoffLimits;
	/** The role that may call `answerApproval`. */
	readonly minimumRole: Role;
}

/** Permissions the agent requests, and who gives or refuses them. The first answer wins. */
export class Approvals {
	readonly #deps: ApprovalsDeps;
	readonly #replies = new Map<string, PermissionReply>();
	readonly #timers = new ExpiryTimers((approvalId) => void this.#expire(approvalId));
	readonly #stopping = new AbortController();
	#settled: ApprovalWait[] = [];

	constructor(deps: ApprovalsDeps) {
		this.#deps = deps;
	}

	/**
	 * Asks the policy, then stores the request and shows it.
	 *
	 * @param reply - Called once, with the answer.
	 */
	async request(item: UnplacedItem<"approval">, reply: PermissionReply): Promise<void> {
		this.#replies.set(item.id, reply);
		try {
			const decision = await this.#askPolicy(item);
			await this.#deps.writer.commit("approval", async (transaction) => {
				// The turn may have been stopped, or be over, since the agent asked.
				const { open, current, limits, minimumRole, expireAfterMs } = this.#deps;
				const counts = { pending: open.approvals().length, maxPending: limits.maxPendingApprovals };
				const context = { now: Date.now(), turn: current.get(), ...counts, minimumRole, expireAfterMs };
				this.#put(transaction, openApproval(item, decision, context));
			});
		} catch (error) {
			this.#reply(item.id, null);
			throw error;
		}
	}

	#askPolicy({ toolCall, options }: UnplacedItem<"approval">) {
		const { workspaceId, open, current, policy, log, limits } = this.#deps;
		const prompt = open.prompt(current.get()?.promptId ?? "") ?? null;
		return askPolicy({ policy, timeoutMs: limits.policyTimeoutMs, log }, { workspaceId, toolCall, options, prompt });
	}

	/** @throws {Refusal} As `answerApproval` of the rules does. */
	answer(by: Identity, { clientId, approvalId, optionId }: AnswerApprovalRequest): Promise<AnswerApprovalResponse> {
		const { writer, open } = this.#deps;
		const { userId, role } = by;
		return writer.commit("answerApproval", (transaction) =>
			runIdempotent(transaction, { userId, action: "answerApproval", clientId }, async () => {
				const pending = open.approvals();
				const item = pending.find(({ id }) => id === approvalId) ?? (await readItem(transaction.tx, approvalId));
				const answer = { optionId, by: toPerson(by), role, at: Date.now() };
				const { changes, missing } = answerApproval(item, answer, pending);
				for (const changed of changes) this.#put(transaction, changed);
				return { approvalId, optionId, missing };
			}),
		);
	}

	/** Cancels those that wait, as part of another transaction. */
	cancelAll(transaction: Transaction, reason: CancelReason): void {
		const now = Date.now();
		for (const approval of this.#deps.open.approvals()) this.#put(transaction, cancelApproval(approval, reason, now));
	}

	/** The approvals since the last call, and those that wait: what the end of a turn needs to count its waiting time. */
	takeWaits(): readonly ApprovalWait[] {
		const waits = [...this.#settled, ...this.#deps.open.approvals()];
		this.#settled = [];
		return waits;
	}

	/** From here on no approval expires. */
	stop(): void {
		this.#stopping.abort();
		this.#timers.stop();
	}

	/** Stores an approval. Its timer and the agent's answer follow when that is done. */
	#put(transaction: Transaction, draft: UnplacedItem<"approval">): void {
		const approval = transaction.put(draft);
		const { state } = approval;
		transaction.afterCommit(() => {
			this.#timers.cancel(approval.id);
			if (state.status === "pending") return this.#timers.schedule(approval);
			this.#settled.push({ createdAt: approval.createdAt, state });
			this.#reply(approval.id, state.status === "answered" ? state.optionId : null);
		});
	}

	#reply(approvalId: string, optionId: string | null): void {
		this.#replies.get(approvalId)?.(optionId);
		this.#replies.delete(approvalId);
	}

	/** The agent waits for this, so storing is retried until it succeeds. */
	async #expire(approvalId: string): Promise<void> {
		const { writer, open, log, limits } = this.#deps;
		const isExpired = ({ id }: ApprovalItem) => id === approvalId;
		const store = () =>
			writer.commit("approval_expired", async (transaction) => {
				const approval = open.approvals().find(isExpired);
				if (approval) this.#put(transaction, cancelApproval(approval, "expired", Date.now()));
			});
		const streak = new FailureStreak(log, "expiry_not_stored");
		await retry(store, { limits, signal: this.#stopping.signal, streak }).catch((error) => streak.failed(error));
	}
}
