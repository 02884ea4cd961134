import type {
	AnswerApprovalRequest,
	AnswerApprovalResponse,
	ApprovalItem,
	Role,
	ToolCall,
	Turn,
} from "../../src/protocol/index.ts";
import { toPerson } from "../../src/rules/access.ts";
import {
	answerApproval,
	type CancelReason,
	cancelApproval,
	followCall,
	isRefused,
	openApproval,
	type PeopleWait,
	usableOptions,
} from "../../src/rules/approvals.ts";
import { type Act, createAct } from "../../src/rules/audit.ts";
import type { UnplacedItem } from "../../src/rules/items.ts";
import type { KnownRoles } from "../../src/rules/KnownRoles.ts";
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
	readonly knownRoles: Pick<KnownRoles, "of">;
}

/** Permissions the agent requests, and who gives or refuses them. The first answer wins. */
export class Approvals {
	readonly #deps: ApprovalsDeps;
	readonly #replies = new Map<string, PermissionReply>();
	/** What the calls of requests that arrive or wait say by now, by the id of the request. What is stored may be truncated. */
	readonly #calls = new Map<string, ToolCall>();
	readonly #timers = new ExpiryTimers((approvalId) => void this.#cancel(approvalId, "expired"));
	readonly #stopping = new AbortController();
	#settled: PeopleWait[] = [];
	/** The `toolCallId` of the calls that were refused. */
	#refused = new Set<string>();
	/** The turn in which the agent was last allowed to change its mode. */
	#modeTurnId: string | null = null;

	constructor(deps: ApprovalsDeps) {
		this.#deps = deps;
	}

	/**
	 * Asks the policy, then stores the request and shows it.
	 *
	 * @param reply - Called once, with the answer.
	 * @param withdrawn - Aborts when the agent takes the request back.
	 */
	async request(item: UnplacedItem<"approval">, reply: PermissionReply, withdrawn: AbortSignal): Promise<void> {
		this.#replies.set(item.id, reply);
		this.#calls.set(item.id, item.toolCall);
		withdrawn.addEventListener("abort", () => void this.#cancel(item.id, "withdrawn"));
		try {
			const decision = await this.#askPolicy(item);
			await this.#deps.writer.commit("approval", async (transaction) => {
				// The turn may have been stopped, or be over, since the agent asked.
				const { open, current, limits, minimumRole, expireAfterMs } = this.#deps;
				const counts = { pending: open.approvals().length, maxPending: limits.maxPendingApprovals };
				const context = { now: Date.now(), turn: current.get(), ...counts, minimumRole, expireAfterMs };
				// The agent may have said more about its call by now.
				const call = this.#calls.get(item.id) ?? item.toolCall;
				const approval = openApproval(followCall(item, call) ?? item, decision, context);
				const decided = policyAct(approval);
				if (decided) transaction.audit(decided);
				this.#put(transaction, withdrawn.aborted ? cancelApproval(approval, "withdrawn", context.now) : approval);
			});
		} catch (error) {
			this.#calls.delete(item.id);
			this.#reply(item.id, null);
			throw error;
		}
	}

	/**
	 * The agent has said more about a call. The request that waits for it shows that too. Where several wait, each is about
	 * what it said itself.
	 */
	followCall(call: ToolCall): void {
		const [asked, other] = [...this.#calls].filter(([, { toolCallId }]) => toolCallId === call.toolCallId);
		if (!asked || other) return;
		const [approvalId, known] = asked;
		this.#calls.set(approvalId, call);
		const { open, writer, log } = this.#deps;
		// One that is not stored yet is stored with the new call.
		const store = async (transaction: Transaction) => {
			const approval = open.approvals().find(({ id }) => id === approvalId);
			const followed = approval && followCall(approval, this.#calls.get(approvalId) ?? call, known);
			if (followed) this.#put(transaction, followed);
		};
		writer.commit("approval_changed", store).catch((error: unknown) => log("error", "approval_not_stored", { error }));
	}

	#askPolicy({ toolCall, options }: UnplacedItem<"approval">) {
		const { workspaceId, open, current, policy, log, limits } = this.#deps;
		const prompt = open.prompt(current.get()?.promptId ?? "") ?? null;
		const request = { workspaceId, toolCall, options: usableOptions(options), prompt };
		return askPolicy({ policy, timeoutMs: limits.policyTimeoutMs, log }, request);
	}

	/** Whether the agent was allowed in this turn to change its mode, as after a plan. */
	isModeChangeAllowed(): boolean {
		return this.#modeTurnId !== null && this.#modeTurnId === this.#deps.current.get()?.id;
	}

	/** @throws {Refusal} As `answerApproval` of the rules does. */
	answer(by: Identity, request: AnswerApprovalRequest): Promise<AnswerApprovalResponse> {
		const { writer, open, knownRoles } = this.#deps;
		const { approvalId, optionId } = request;
		return writer.commit("answerApproval", (transaction) =>
			runIdempotent(transaction, { by, action: "answerApproval", request }, async (person) => {
				const pending = open.approvals();
				const item = pending.find(({ id }) => id === approvalId) ?? (await readItem(transaction.tx, approvalId));
				const answer = { optionId, by: toPerson(person), role: person.role, at: Date.now() };
				const { changes, missing } = answerApproval(item, answer, pending, knownRoles.of);
				for (const changed of changes) this.#put(transaction, changed);
				transaction.auditRule(changes[0]?.rule);
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
	takeWaits(): readonly PeopleWait[] {
		const waits = [...this.#settled, ...this.#deps.open.approvals()];
		this.#settled = [];
		return waits;
	}

	/** The `toolCallId` of the calls that were refused since the last call, or still wait: these have not run. */
	takeRefused(): ReadonlySet<string> {
		const refused = this.#refused;
		for (const { toolCall } of this.#deps.open.approvals()) refused.add(toolCall.toolCallId);
		this.#refused = new Set();
		return refused;
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
			this.#calls.delete(approval.id);
			this.#settled.push({ createdAt: approval.createdAt, state });
			if (isRefused(approval)) this.#refused.add(approval.toolCall.toolCallId);
			else this.#refused.delete(approval.toolCall.toolCallId);
			if (isAllowedModeChange(approval)) this.#modeTurnId = approval.turnId;
			this.#reply(approval.id, state.status === "answered" ? state.optionId : null);
		});
	}

	#reply(approvalId: string, optionId: string | null): void {
		this.#replies.get(approvalId)?.(optionId);
		this.#replies.delete(approvalId);
	}

	/** The agent waits for this, so storing is retried until it succeeds. */
	async #cancel(approvalId: string, reason: CancelReason): Promise<void> {
		const { writer, open, log, limits } = this.#deps;
		const isMeant = ({ id }: ApprovalItem) => id === approvalId;
		const store = () =>
			writer.commit(`approval_${reason}`, async (transaction) => {
				const approval = open.approvals().find(isMeant);
				if (!approval) return;
				this.#put(transaction, cancelApproval(approval, reason, Date.now()));
				if (reason === "expired") transaction.audit(expiryAct(approval));
			});
		const streak = new FailureStreak(log, "expiry_not_stored");
		await retry(store, { limits, signal: this.#stopping.signal, streak }).catch((error) => streak.failed(error));
	}
}

/** What the policy has decided by itself; null if people decide. */
function policyAct({ id, state }: UnplacedItem<"approval">): Act | null {
	const act = { actor: "policy", action: "answerApproval", target: id } as const;
	if (state.status === "answered" && state.by === null)
		return createAct({ ...act, rule: state.rule ?? null, details: { optionId: state.optionId } });
	if (state.status !== "cancelled" || state.reason !== "denied") return null;
	return createAct({ ...act, rule: state.rule ?? null, details: { reason: "denied" } });
}

function expiryAct({
	id,
	rule = null,
}: Pick<UnplacedItem<"approval">, "id"> & { readonly rule?: string | null | undefined }): Act {
	const details = { reason: "expired" };
	return createAct({ actor: "workspace", action: "answerApproval", target: id, rule, details });
}

function isAllowedModeChange({ toolCall, options, state }: UnplacedItem<"approval">): boolean {
	if (state.status !== "answered" || toolCall.toolKind !== "switch_mode") return false;
	return options.some(({ optionId, optionKind }) => optionId === state.optionId && optionKind.startsWith("allow"));
}
