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
import { toPerson } from "../../src/rules/access.ts";
import type { AccessTable } from "../../src/rules/oversight.ts";
import {
	askForWheel,
	currentWheel,
	endWheel,
	followAbsence,
	handOverWheel,
	releaseWheel,
	reviewWheel,
	takeWheel,
	type WheelAbsence,
} from "../../src/rules/wheel.ts";
import type { Identity } from "../access/identity.ts";
import type { SessionStore } from "../agent/SessionStore.ts";
import { createItemId } from "../items/itemDraft.ts";
import { FailureStreak } from "../log/FailureStreak.ts";
import type { WorkspaceLog } from "../log/workspaceLog.ts";
import type { BackoffLimits } from "../timing/Backoff.ts";
import { retry } from "../timing/retry.ts";
import { delay } from "../timing/timeouts.ts";
import { runIdempotent, type Transaction } from "../writer/transaction.ts";
import type { Writer } from "../writer/Writer.ts";

interface SteeringWheelDeps {
	readonly writer: Pick<Writer, "commit">;
	readonly sessionStore: Pick<SessionStore, "get" | "storeChange" | "update">;
	readonly access: AccessTable;
	/** A person with the role that they have by now; throws when they may not do it any more. */
	requireStill(person: Identity, action: ActionName): Identity;
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
 * Who has the wheel. It is stored with the session, so that it outlives the process, and ends by itself when its time is
 * over or its holder has gone.
 */
export class SteeringWheel {
	readonly #deps: SteeringWheelDeps;
	readonly #stopping = new AbortController();
	#waiting = new AbortController();
	#absence: WheelAbsence | null = null;
	#isEnding = false;

	constructor(deps: SteeringWheelDeps) {
		this.#deps = deps;
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

	/** Waits for the end of the wheel. Call it at the start, and whenever people come or go. */
	watch(): void {
		this.#waiting.abort();
		if (this.#stopping.signal.aborted || this.#isEnding) return;
		const { keepAwake } = this.#deps;
		const reviewed = this.#review();
		if (!reviewed) return;
		if ("ends" in reviewed) {
			keepAwake(this.#end());
			return;
		}
		this.#waiting = new AbortController();
		const { signal } = this.#waiting;
		const waited = delay(reviewed.inMs, signal).then(() => {
			if (!signal.aborted) this.watch();
		});
		// While its holder is there, their connection keeps the actor awake.
		if (this.#absence) keepAwake(waited);
	}

	/** Ends nothing more by itself. Whoever has the wheel has it in the next process, too. */
	stop(): void {
		this.#stopping.abort();
		this.#waiting.abort();
	}

	#change<Request extends { readonly clientId: string }, Response>(
		action: ActionName,
		by: Identity,
		request: Request,
		decide: (wheel: Wheel | null, context: Parameters<typeof takeWheel>[2]) => Change & { readonly response: Response },
	): Promise<Response> {
		const { writer, access, participants, requireStill } = this.#deps;
		return writer.commit(action, (transaction) =>
			runIdempotent(transaction, { userId: by.userId, action, request }, async () => {
				const person = requireStill(by, action);
				const context = { by: person, now: Date.now(), access, participants: participants() };
				const { response, ...change } = decide(this.current(), context);
				await this.#store(transaction, toPerson(by), change);
				return response;
			}),
		);
	}

	async #store({ tx, put, afterCommit }: Transaction, by: Person | null, { wheel, event }: Change): Promise<void> {
		if (wheel === undefined) return;
		const { sessionStore, turnId, log } = this.#deps;
		await sessionStore.storeChange(tx, { wheel });
		if (event) put({ kind: "event", id: createItemId(), turnId: turnId(), createdAt: Date.now(), by, event });
		afterCommit(() => {
			sessionStore.update({ wheel });
			if (event) log("info", "wheel_changed", { change: event.change, by: by?.userId, userId: wheel?.by.userId });
			this.watch();
		});
	}

	/** Rejects only when the workspace stops. */
	async #end(): Promise<void> {
		const { writer, limits, log } = this.#deps;
		const { signal } = this.#stopping;
		const streak = new FailureStreak(log, "wheel_not_stored");
		const end = async () => {
			signal.throwIfAborted();
			await writer.commit("wheel_end", async (transaction) => {
				const { wheel } = this.#deps.sessionStore.get();
				// Its holder may have come back, or somebody has taken it meanwhile.
				const reviewed = this.#review();
				if (wheel && reviewed && "ends" in reviewed)
					await this.#store(transaction, null, endWheel(wheel, reviewed.ends));
			});
		};
		this.#isEnding = true;
		await retry(end, { limits, signal, streak }).catch(() => undefined);
		this.#isEnding = false;
		this.watch();
	}

	/** Null while nobody has it. */
	#review(): ReturnType<typeof reviewWheel> | null {
		const { sessionStore, access } = this.#deps;
		const { wheel } = sessionStore.get();
		const participants = this.#deps.participants();
		const now = Date.now();
		this.#absence = followAbsence(this.#absence, wheel, { participants, now });
		const watch = { participants, absence: this.#absence, needed: access.prompt, now };
		return wheel ? reviewWheel(wheel, watch) : null;
	}
}
