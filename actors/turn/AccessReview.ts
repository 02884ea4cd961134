import type { Claims } from "../approvals/Claims.ts";
import type { AttentionOutbox } from "../attention/AttentionOutbox.ts";
import type { Transaction } from "../writer/transaction.ts";
import type { PromptReview } from "./PromptReview.ts";
import type { SteeringWheel } from "./SteeringWheel.ts";

interface AccessReviewDeps {
	readonly promptReview: Pick<PromptReview, "review" | "check">;
	readonly wheel: Pick<SteeringWheel, "review" | "watch">;
	readonly claims: Pick<Claims, "review" | "watch">;
	readonly attention: Pick<AttentionOutbox, "end">;
}

/** What follows for somebody's queued prompts, for the wheel, what they take care of and what waits for them when their access ends, or their role is another one. */
export class AccessReview {
	readonly #deps: AccessReviewDeps;

	constructor(deps: AccessReviewDeps) {
		this.#deps = deps;
	}

	/** Stores it with the transaction by which the access of a person ends. */
	async end(transaction: Transaction, userId: string): Promise<void> {
		const { promptReview, wheel, claims, attention } = this.#deps;
		promptReview.review(transaction, userId);
		await wheel.review(transaction, userId);
		claims.review(transaction, userId);
		await attention.end(transaction, userId);
	}

	/** Somebody has proved who they are, or has another role: it is stored now, if it changes anything. */
	check(): void {
		const { promptReview, wheel, claims } = this.#deps;
		promptReview.check();
		wheel.watch();
		claims.watch();
	}
}
