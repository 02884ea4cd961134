import type { AnswerQuestionRequest, AnswerQuestionResponse, QuestionItem, Turn } from "../../src/protocol/index.ts";
import { toPerson } from "../../src/rules/access.ts";
import type { PeopleWait } from "../../src/rules/approvals.ts";
import type { UnplacedItem } from "../../src/rules/items.ts";
import {
	answerQuestion,
	cancelQuestion,
	completeQuestion,
	endsWithTurn,
	openQuestion,
	type QuestionCancelReason,
} from "../../src/rules/questions.ts";
import type { Identity } from "../access/identity.ts";
import { ExpiryTimers } from "../approvals/ExpiryTimers.ts";
import { readItem } from "../database/itemTable.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import { FailureStreak } from "../log/FailureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { AgentQuestion, QuestionResponse } from "../session/agentSession.ts";
import type { BackoffLimits } from "../timing/Backoff.ts";
import { retry } from "../timing/retry.ts";
import { runIdempotent, type Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";

interface QuestionsDeps {
	readonly writer: Writer;
	readonly open: OpenItems;
	/** The running turn, or the entry in its place. */
	readonly current: { get(): Turn | null };
	readonly log: WorkspaceLog;
	readonly limits: BackoffLimits & {
		/** How many questions may wait at once. A count. */
		readonly maxPendingApprovals: number;
	};
	/** Milliseconds until a question that nobody answers is cancelled. */
	readonly expireAfterMs?: number | undefined;
}

/** A page that the agent asks people to visit, by the agent's id of it. */
interface PageVisit {
	readonly elicitationId: string | null;
}

/** What the agent asks people, and who answers it. The first answer wins. */
export class Questions {
	readonly #deps: QuestionsDeps;
	/** What the agent waits for, by the id of the item. */
	readonly #asked = new Map<string, AgentQuestion>();
	/** The ids of the items of pages, by the agent's ids of them. */
	readonly #pages = new Map<string, string>();
	readonly #timers = new ExpiryTimers((questionId) => void this.#cancel(questionId, "expired"));
	readonly #stopping = new AbortController();
	#settled: PeopleWait[] = [];

	constructor(deps: QuestionsDeps) {
		this.#deps = deps;
	}

	/** Stores a question and shows it. The agent gets the answer later. */
	async ask(item: UnplacedItem<"question">, asked: AgentQuestion, { elicitationId }: PageVisit): Promise<void> {
		this.#asked.set(item.id, asked);
		if (elicitationId !== null) this.#pages.set(elicitationId, item.id);
		asked.signal.addEventListener("abort", () => {
			if (elicitationId !== null && asked.signal.reason === "closed") this.#pages.delete(elicitationId);
			void this.#cancel(item.id, endReason(asked));
		});
		try {
			await this.#deps.writer.commit("question", async (transaction) => {
				const { open, current, limits, expireAfterMs } = this.#deps;
				const counts = { pending: open.questions().length, maxPending: limits.maxPendingApprovals };
				const now = Date.now();
				const question = openQuestion(item, { now, turn: current.get(), ...counts, expireAfterMs });
				this.#put(transaction, asked.signal.aborted ? cancelQuestion(question, endReason(asked), now) : question);
			});
		} catch (error) {
			this.#reply(item.id, { action: "cancel" });
			throw error;
		}
	}

	/** @throws {Refusal} As `answerQuestion` of the rules does. */
	answer(by: Identity, request: AnswerQuestionRequest): Promise<AnswerQuestionResponse> {
		const { writer, open } = this.#deps;
		const { questionId, action, answer } = request;
		return writer.commit("answerQuestion", (transaction) =>
			runIdempotent(transaction, { by, action: "answerQuestion", request }, async (person) => {
				const pending = open.questions().find(({ id }) => id === questionId);
				const item = pending ?? (await readItem(transaction.tx, questionId));
				this.#put(transaction, answerQuestion(item, { action, answer, by: toPerson(person), at: Date.now() }));
				return { questionId, action };
			}),
		);
	}

	/** The agent says that what people do on a page is done. Unknown ids are ignored, as ACP demands. */
	async complete(elicitationId: string): Promise<void> {
		const questionId = this.#pages.get(elicitationId);
		this.#pages.delete(elicitationId);
		if (questionId === undefined) return;
		await this.#store("question_completed", async (transaction) => {
			const item = await this.#find(transaction, questionId);
			const completed = item && completeQuestion(item, Date.now());
			if (completed) this.#put(transaction, completed);
		});
	}

	/** Cancels those that wait, as part of another transaction. */
	cancelAll(transaction: Transaction, reason: QuestionCancelReason): void {
		const now = Date.now();
		for (const question of this.#deps.open.questions()) this.#put(transaction, cancelQuestion(question, reason, now));
	}

	/** Cancels those that end with a turn, as part of another transaction. */
	cancelOfTurn(transaction: Transaction, turnId: string, reason: QuestionCancelReason): void {
		const now = Date.now();
		for (const question of this.#deps.open.questions()) {
			if (endsWithTurn(question, turnId, reason)) this.#put(transaction, cancelQuestion(question, reason, now));
		}
	}

	/** The questions since the last call, and those that wait: what the end of a turn needs to count its waiting time. */
	takeWaits(): readonly PeopleWait[] {
		const waits = [...this.#settled, ...this.#deps.open.questions()];
		this.#settled = [];
		return waits;
	}

	/** From here on no question expires. */
	stop(): void {
		this.#stopping.abort();
		this.#timers.stop();
	}

	/** Stores a question. Its timer and the agent's answer follow when that is done. */
	#put(transaction: Transaction, draft: UnplacedItem<"question">): void {
		const { id, createdAt, expiresAt, state, request } = transaction.put(draft);
		transaction.afterCommit(() => {
			this.#timers.cancel(id);
			if (state.status === "pending") return this.#timers.schedule({ id, expiresAt });
			if (!this.#asked.has(id)) return;
			this.#settled.push({ createdAt, state });
			this.#reply(id, toResponse(state, request.type));
		});
	}

	#reply(questionId: string, response: QuestionResponse): void {
		const asked = this.#asked.get(questionId);
		this.#asked.delete(questionId);
		if (!asked || asked.signal.aborted) return;
		asked.answer(response).catch((error: unknown) => {
			// The session was lost meanwhile, which is reported elsewhere.
			this.#deps.log("warn", "question_not_answered", { error });
		});
	}

	#cancel(questionId: string, reason: QuestionCancelReason): Promise<void> {
		return this.#store("question_cancelled", async (transaction) => {
			const question = this.#deps.open.questions().find(({ id }) => id === questionId);
			if (question) this.#put(transaction, cancelQuestion(question, reason, Date.now()));
		});
	}

	/** The agent waits for this, so storing is retried until it succeeds. Never rejects. */
	async #store(name: string, run: (transaction: Transaction) => Promise<void>): Promise<void> {
		const { writer, log, limits } = this.#deps;
		const { signal } = this.#stopping;
		if (signal.aborted) return;
		const streak = new FailureStreak(log, "question_not_stored");
		await retry(() => writer.commit(name, run), { limits, signal, streak }).catch((error) => streak.failed(error));
	}

	async #find({ tx }: Transaction, questionId: string): Promise<QuestionItem | undefined> {
		const item = this.#deps.open.questions().find(({ id }) => id === questionId) ?? (await readItem(tx, questionId));
		return item?.kind === "question" ? item : undefined;
	}
}

function endReason({ signal }: AgentQuestion): QuestionCancelReason {
	return signal.reason === "withdrawn" ? "withdrawn" : "interrupted";
}

function toResponse(state: QuestionItem["state"], type: QuestionItem["request"]["type"]): QuestionResponse {
	if (state.status === "declined") return { action: "decline" };
	if (state.status !== "answered") return { action: "cancel" };
	return type === "form" ? { action: "accept", content: state.answer } : { action: "accept" };
}
