import type { PromptItem } from "../../src/protocol/index.ts";
import type { UnplacedItem } from "../../src/rules/items.ts";
import { type KnownRoles, withRevoked } from "../../src/rules/KnownRoles.ts";
import type { AccessTable } from "../../src/rules/oversight.ts";
import type { PromptChange } from "../../src/rules/queue.ts";
import {
	nextReviewMs,
	placeReviewed,
	reviewPrompt,
	reviewQueue,
	suspendedUserIds,
} from "../../src/rules/suspension.ts";
import type { WorkspaceEventHub } from "../events/workspaceEvents.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import { FailureStreak } from "../log/FailureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { BackoffLimits } from "../timing/Backoff.ts";
import { retry } from "../timing/retry.ts";
import { delay } from "../timing/timeouts.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";

interface PromptReviewDeps {
	readonly writer: Pick<Writer, "commit">;
	readonly open: Pick<OpenItems, "queue">;
	readonly knownRoles: KnownRoles;
	/** The least roles that may prompt, and suggest. */
	readonly access: Pick<AccessTable, "prompt" | "suggestPrompt">;
	readonly log: WorkspaceLog;
	readonly limits: BackoffLimits;
	readonly events: Pick<WorkspaceEventHub, "emit">;
	/** Keeps the actor awake until the promise settles. */
	keepAwake(work: Promise<void>): void;
}

/**
 * Suspends, releases and withdraws queued prompts by what is known of those who wrote them. A suspension is stored with its
 * prompt, so that it outlives the process.
 */
export class PromptReview {
	readonly #deps: PromptReviewDeps;
	readonly #stopping = new AbortController();
	#isWaiting = false;
	#isChecking = false;

	constructor(deps: PromptReviewDeps) {
		this.#deps = deps;
	}

	/** An earlier process has suspended prompts. Their people are known to be away until they connect. */
	restore(): void {
		const { open, knownRoles } = this.#deps;
		for (const userId of suspendedUserIds(open.queue())) knownRoles.revoke(userId);
	}

	/**
	 * Reviews the queue within a transaction, so that what begins in it is what may begin.
	 *
	 * @param revoked - Somebody whose access ends with this transaction.
	 * @returns The prompts that may begin, the next one first.
	 */
	review(transaction: Transaction, revoked?: string): readonly PromptItem[] {
		const { open, log, events } = this.#deps;
		const { changes, runnable } = reviewQueue(open.queue(), this.#context(revoked));
		for (const change of changes) transaction.put(change);
		if (changes.length === 0) return runnable;
		transaction.afterCommit(() => {
			for (const { id, withdrawal } of changes) {
				if (withdrawal) log("info", "prompt_withdrawn", { promptId: id, reason: withdrawal.reason });
			}
			this.start();
			events.emit("queueReviewed", {});
		});
		return runnable;
	}

	/** A prompt that goes back into the queue, as it may wait there. */
	reviewReturned(prompt: PromptChange): PromptChange {
		return placeReviewed(reviewPrompt(prompt, this.#context()) ?? prompt);
	}

	/** Whether a prompt waits for this person to come back. */
	isSuspended(userId: string): boolean {
		return suspendedUserIds(this.#deps.open.queue()).includes(userId);
	}

	/** Whether a new prompt may begin at once. */
	mayBegin(prompt: UnplacedItem<"prompt">): boolean {
		return reviewPrompt(prompt, this.#context()) === null;
	}

	/** Reviews the queue, if somebody's role changes anything in it. */
	check(): void {
		const { open, keepAwake } = this.#deps;
		const isDue = reviewQueue(open.queue(), this.#context()).changes.length > 0;
		if (!isDue || this.#isChecking || this.#stopping.signal.aborted) return;
		this.#isChecking = true;
		const checked = this.#store().finally(() => {
			this.#isChecking = false;
			// Somebody may have connected during the commit.
			this.check();
		});
		keepAwake(checked);
	}

	/** Waits for the end of each suspension. Does nothing while it waits already. */
	start(): void {
		if (this.#isWaiting || this.#nextReviewMs() === null) return;
		this.#isWaiting = true;
		this.#deps.keepAwake(
			this.#waitForEnds().finally(() => {
				this.#isWaiting = false;
			}),
		);
	}

	/** Reviews nothing more. What is suspended stays so for the next process. */
	stop(): void {
		this.#stopping.abort();
	}

	async #waitForEnds(): Promise<void> {
		const { signal } = this.#stopping;
		for (;;) {
			const waitMs = this.#nextReviewMs();
			if (waitMs === null || signal.aborted) return;
			await delay(waitMs, signal);
			if (!signal.aborted) await this.#store();
		}
	}

	/** Rejects only when the workspace stops. */
	async #store(): Promise<void> {
		const { writer, limits, log } = this.#deps;
		const { signal } = this.#stopping;
		const streak = new FailureStreak(log, "review_not_stored");
		const store = async () => {
			signal.throwIfAborted();
			await writer.commit("review", async (transaction) => void this.review(transaction));
		};
		await retry(store, { limits, signal, streak }).catch(() => undefined);
	}

	#nextReviewMs(): number | null {
		return nextReviewMs(this.#deps.open.queue(), Date.now());
	}

	#context(revoked?: string) {
		const { knownRoles, access } = this.#deps;
		const roleOf = withRevoked(knownRoles.of, revoked);
		return { needed: access.prompt, neededToSuggest: access.suggestPrompt, roleOf, now: Date.now() };
	}
}
