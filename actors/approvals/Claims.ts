import type {
	ActionResponse,
	ClaimRequestRequest,
	Participant,
	ReleaseRequestRequest,
} from "../../src/protocol/index.ts";
import { type Absences, followAbsences } from "../../src/rules/absences.ts";
import { type ClaimReview, claimants, claimRequest, releaseRequest, reviewClaims } from "../../src/rules/claims.ts";
import { type RoleLookup, withRevoked } from "../../src/rules/KnownRoles.ts";
import type { AccessTable } from "../../src/rules/oversight.ts";
import type { Identity } from "../access/identity.ts";
import { readItem } from "../database/itemTable.ts";
import type { OpenItems } from "../items/OpenItems.ts";
import { FailureStreak } from "../log/FailureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { BackoffLimits } from "../timing/Backoff.ts";
import { SelfReview } from "../timing/SelfReview.ts";
import { runIdempotent, type Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";

interface ClaimsDeps {
	readonly writer: Pick<Writer, "commit">;
	readonly open: Pick<OpenItems, "approvals" | "questions">;
	readonly access: AccessTable;
	/** What is known of the role that somebody has by now. */
	readonly roleOf: RoleLookup;
	participants(): readonly Participant[];
	readonly log: WorkspaceLog;
	readonly limits: BackoffLimits;
	/** Keeps the actor awake until the promise settles. */
	keepAwake(work: Promise<void>): void;
}

/**
 * Who takes care of the permission requests and questions that wait. A claim ends by itself when its person has gone or may
 * not answer any more: others rely on it.
 */
export class Claims {
	readonly #deps: ClaimsDeps;
	readonly #selfReview: SelfReview;
	#absences: Absences = new Map();

	constructor(deps: ClaimsDeps) {
		this.#deps = deps;
		const { writer, log, limits, keepAwake } = deps;
		this.#selfReview = new SelfReview({
			decide: () => this.#decide(),
			store: () => writer.commit("claim_review", async (transaction) => this.review(transaction)),
			streak: new FailureStreak(log, "claim_not_stored"),
			limits,
			keepAwake,
		});
	}

	/** @throws {Refusal} As `claimRequest` of the rules does. */
	claim(by: Identity, request: ClaimRequestRequest): Promise<ActionResponse<"claimRequest">> {
		const { writer, access, participants } = this.#deps;
		const { requestId, userId = by.userId } = request;
		return writer.commit("claimRequest", (transaction) =>
			runIdempotent(transaction, { by, action: "claimRequest", request }, async (person) => {
				const item = await this.#find(transaction, requestId);
				const context = { by: person, at: Date.now(), access, participants: participants() };
				const claimed = claimRequest(item, request.userId, context);
				if (claimed !== item) transaction.put(claimed);
				transaction.afterCommit(() => this.watch());
				return { requestId, userId };
			}),
		);
	}

	/** @throws {Refusal} As `releaseRequest` of the rules does. */
	release(by: Identity, request: ReleaseRequestRequest): Promise<ActionResponse<"releaseRequest">> {
		const { requestId } = request;
		return this.#deps.writer.commit("releaseRequest", (transaction) =>
			runIdempotent(transaction, { by, action: "releaseRequest", request }, async (person) => {
				const item = await this.#find(transaction, requestId);
				const released = releaseRequest(item, person);
				if (released !== item) transaction.put(released);
				return { requestId };
			}),
		);
	}

	/**
	 * Releases within a transaction what is claimed by whoever may not answer it any more.
	 *
	 * @param revoked - Somebody whose access ends with this transaction.
	 */
	review({ put }: Transaction, revoked?: string): void {
		for (const item of this.#review(revoked).released) put(item);
	}

	/** Waits for the end of claims. Call it at the start, and whenever people come or go or have another role. */
	watch(): void {
		this.#selfReview.watch();
	}

	/** Ends nothing more by itself. What is claimed stays so in the next process. */
	stop(): void {
		this.#selfReview.stop();
	}

	#decide() {
		const { released, inMs } = this.#review();
		// Those who are there keep the actor awake by their connections.
		return { isDue: released.length > 0, inMs, keepsAwake: this.#absences.size > 0 };
	}

	#review(revoked?: string): ClaimReview {
		const { open, access } = this.#deps;
		const asked = [...open.approvals(), ...open.questions()];
		const participants = this.#deps.participants();
		const now = Date.now();
		this.#absences = followAbsences(this.#absences, claimants(asked), { participants, now });
		const roleOf = withRevoked(this.#deps.roleOf, revoked);
		return reviewClaims(asked, { participants, absences: this.#absences, access, roleOf, now });
	}

	async #find({ tx }: Transaction, id: string) {
		const { open } = this.#deps;
		return [...open.approvals(), ...open.questions()].find((item) => item.id === id) ?? (await readItem(tx, id));
	}
}
