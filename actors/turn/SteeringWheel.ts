import type {
	ActionName,
	AskForWheelRequest,
	HandOverWheelRequest,
	Participant,
	Person,
	ReleaseWheelRequest,
	TakeWheelRequest,
	Wheel,
	WheelChangedEvent,
} from "../../src/protocol/index.ts";
import { type Absences, followAbsences } from "../../src/rules/absences.ts";
import { toPerson } from "../../src/rules/access.ts";
import { type RoleLookup, withRevoked } from "../../src/rules/KnownRoles.ts";
import type { AccessTable } from "../../src/rules/oversight.ts";
import {
	askForWheel,
	currentWheel,
	endWheel,
	handOverWheel,
	peopleOfWheel,
	releaseWheel,
	reviewWheel,
	takeWheel,
	type WheelReview,
} from "../../src/rules/wheel.ts";
import type { Identity } from "../access/identity.ts";
import type { SessionStore } from "../agent/SessionStore.ts";
import type { AttentionOutbox } from "../attention/AttentionOutbox.ts";
import { createItemId } from "../items/itemDraft.ts";
import { FailureStreak } from "../log/FailureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { BackoffLimits } from "../timing/Backoff.ts";
import { SelfReview } from "../timing/SelfReview.ts";
import { runIdempotent, type Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";

interface SteeringWheelDeps {
	readonly writer: Pick<Writer, "commit">;
	readonly sessionStore: Pick<SessionStore, "get" | "storeChange" | "update">;
	readonly access: AccessTable;
	readonly attention: Pick<AttentionOutbox, "followWheel">;
	/** What is known of the role that somebody has by now. */
	readonly roleOf: RoleLookup;
	/** The people who have the workspace open. */
	participants(): readonly Participant[];
	/** The running turn; null when none runs. */
	turnId(): string | null;
	readonly log: WorkspaceLog;
	readonly limits: BackoffLimits;
	/** Keeps the actor awake until the promise settles. */
	keepAwake(work: Promise<void>): void;
}

/** What an action changes, as the rules say. */
interface Change {
	readonly wheel?: Wheel | null;
	readonly event?: WheelChangedEvent;
}

/**
 * Who has the wheel, and who asks for it. It is stored with the session, so that it outlives the process, and ends by
 * itself when its time is over, or its holder has gone or may not prompt any more.
 */
export class SteeringWheel {
	readonly #deps: SteeringWheelDeps;
	readonly #selfReview: SelfReview;
	#absences: Absences = new Map();

	constructor(deps: SteeringWheelDeps) {
		this.#deps = deps;
		const { writer, log, limits, keepAwake } = deps;
		this.#selfReview = new SelfReview({
			decide: () => this.#decide(),
			store: () => writer.commit("wheel_review", (transaction) => this.review(transaction)),
			streak: new FailureStreak(log, "wheel_not_stored"),
			limits,
			keepAwake,
		});
	}

	/** Null while nobody has it. */
	current(): Wheel | null {
		return currentWheel(this.#deps.sessionStore.get(), Date.now());
	}

	/** @throws {Refusal} As `takeWheel` of the rules does. */
	take(by: Identity, request: TakeWheelRequest) {
		return this.#change("takeWheel", by, request, (wheel, context) => takeWheel(wheel, request.minutes, context));
	}

	/** @throws {Refusal} As `releaseWheel` of the rules does. */
	release(by: Identity, request: ReleaseWheelRequest) {
		return this.#change("releaseWheel", by, request, releaseWheel);
	}

	/** Says for everybody that a person wants it. */
	ask(by: Identity, request: AskForWheelRequest) {
		return this.#change("askForWheel", by, request, askForWheel);
	}

	/** @throws {Refusal} As `handOverWheel` of the rules does. */
	handOver(by: Identity, request: HandOverWheelRequest) {
		return this.#change("handOverWheel", by, request, (wheel, context) =>
			handOverWheel(wheel, request.userId, context),
		);
	}

	/**
	 * Takes it within a transaction from whoever may not have it any more, and forgets those of them who have asked for it.
	 *
	 * @param revoked - Somebody whose access ends with this transaction.
	 */
	async review(transaction: Transaction, revoked?: string): Promise<void> {
		const { wheel } = this.#deps.sessionStore.get();
		const reviewed = this.#review(revoked);
		if (!wheel || !reviewed) return;
		if ("ends" in reviewed) await this.#store(transaction, null, endWheel(wheel, reviewed.ends));
		else if (reviewed.wheel !== wheel) await this.#store(transaction, null, { wheel: reviewed.wheel });
	}

	/** Waits for the end of the wheel. Call it at the start, and whenever people come or go or have another role. */
	watch(): void {
		this.#selfReview.watch();
	}

	/** Ends nothing more by itself. Whoever has the wheel has it in the next process, too. */
	stop(): void {
		this.#selfReview.stop();
	}

	#change<Request extends { readonly clientId: string }, Response>(
		action: ActionName,
		by: Identity,
		request: Request,
		decide: (wheel: Wheel | null, context: Parameters<typeof takeWheel>[2]) => Change & { readonly response: Response },
	): Promise<Response> {
		const { writer, access, participants } = this.#deps;
		return writer.commit(action, (transaction) =>
			runIdempotent(transaction, { by, action, request }, async (person) => {
				const context = { by: person, now: Date.now(), access, participants: participants() };
				const { response, ...change } = decide(this.current(), context);
				await this.#store(transaction, toPerson(by), change);
				return response;
			}),
		);
	}

	async #store(transaction: Transaction, by: Person | null, { wheel, event }: Change): Promise<void> {
		if (wheel === undefined) return;
		const { tx, put, afterCommit } = transaction;
		const { sessionStore, attention, turnId, log } = this.#deps;
		await sessionStore.storeChange(tx, { wheel });
		await attention.followWheel(transaction, sessionStore.get().wheel ?? null, wheel);
		if (event) put({ kind: "event", id: createItemId(), turnId: turnId(), createdAt: Date.now(), by, event });
		afterCommit(() => {
			sessionStore.update({ wheel });
			if (event) log("info", "wheel_changed", { change: event.change, by: by?.userId, userId: wheel?.by.userId });
			this.watch();
		});
	}

	/** What a review would store now, and when to make the next one. */
	#decide() {
		const reviewed = this.#review();
		if (!reviewed) return null;
		// Those who are there keep the actor awake by their connections.
		const keepsAwake = this.#absences.size > 0;
		if ("ends" in reviewed) return { isDue: true, inMs: 0, keepsAwake };
		return { isDue: reviewed.wheel !== this.#deps.sessionStore.get().wheel, inMs: reviewed.inMs, keepsAwake };
	}

	/** Null while nobody has it. */
	#review(revoked?: string): WheelReview | null {
		const { sessionStore, access } = this.#deps;
		const { wheel } = sessionStore.get();
		const participants = this.#deps.participants();
		const now = Date.now();
		this.#absences = followAbsences(this.#absences, peopleOfWheel(wheel), { participants, now });
		const roleOf = withRevoked(this.#deps.roleOf, revoked);
		return wheel ? reviewWheel(wheel, { participants, absences: this.#absences, access, roleOf, now }) : null;
	}
}
