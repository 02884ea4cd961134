import { RivetError } from "rivetkit";
import { type Restartable, restart } from "../host/restart.ts";
import { withTimeout } from "../timing/timeouts.ts";

/** Rivet itself waits for 15 s. Whatever hangs for longer must not keep the actor from this process. */
const ENDS_WITHIN_MS = 20_000;
/** Rivet gives a start 5 s. */
const WAITS_MS = 4_000;

/** The part of Rivet's actor context that is read here. */
interface ActorScope<Held> extends Restartable {
	/** Rivet's types say that they are always there. */
	readonly vars: Held;
}

interface Ending<Held> {
	readonly held: Held;
	/** Rejects when the end failed or takes too long. */
	readonly ended: Promise<void>;
}

/**
 * What the actors of this process hold, by the actor's id, as long as they run.
 *
 * An engine that has not heard of a process for some seconds (a laptop that slept, a machine that was paused or too busy)
 * starts its actors again, on the same process if that is back. Both generations of an actor then run side by side for as
 * long as the older one takes to end, and Rivet keeps `vars` and the database's handle by the actor's id, so they share
 * them: the start of the newer takes them from the older, and the end of the older takes them from the newer
 * (`ActorContextShared` in rivetkit-napi 2.3). The newer one would go on without both, and fail every call until it sleeps.
 *
 * So a newer generation does not start before the older one has ended, and one that has lost its vars or its database starts
 * again. Nothing says which generation a callback of Rivet's is for: an end that comes late ends the one that runs.
 */
export class Generations<Held> {
	readonly #close: (held: Held) => Promise<void>;
	readonly #running = new Map<string, Held>();
	readonly #ending = new Map<string, Ending<Held>>();
	/** The start that counts, while one runs: Rivet gives up one that takes too long, and begins another. */
	readonly #opening = new Map<string, symbol>();

	/** @param close - Ends what an actor holds. */
	constructor(close: (held: Held) => Promise<void>) {
		this.#close = close;
	}

	/**
	 * Opens what an actor holds. If an earlier generation of it still holds something here, that is ended instead, and the
	 * start fails: the engine begins another one as long as somebody waits for the actor.
	 *
	 * @param onEarlier - Called when there is an earlier generation.
	 * @throws {RivetError} `actor/stopping` then, and when another start has begun meanwhile.
	 */
	async open(actorId: string, create: () => Promise<Held>, onEarlier: () => void): Promise<Held> {
		if (this.find(actorId) !== undefined) {
			onEarlier();
			await withTimeout(this.end(actorId), { what: "The end of the actor", ms: WAITS_MS });
			throw stoppingError();
		}
		const opening = Symbol(actorId);
		this.#opening.set(actorId, opening);
		const isCurrent = () => this.#opening.get(actorId) === opening;
		try {
			const held = await create();
			if (isCurrent()) {
				this.#running.set(actorId, held);
				return held;
			}
			await this.#close(held);
		} finally {
			if (isCurrent()) this.#opening.delete(actorId);
		}
		throw stoppingError();
	}

	/** What the actor holds, also while it ends; undefined when it holds nothing any more. */
	find(actorId: string): Held | undefined {
		return this.#running.get(actorId) ?? this.#ending.get(actorId)?.held;
	}

	/** Ends what the actor holds. Rejects when that failed or takes too long. */
	end(actorId: string): Promise<void> {
		const held = this.#running.get(actorId);
		if (held === undefined) return this.#ending.get(actorId)?.ended ?? Promise.resolve();
		this.#running.delete(actorId);
		const closing = withTimeout(this.#close(held), { what: "The end of the actor", ms: ENDS_WITHIN_MS });
		const ended = closing.finally(() => this.#ending.delete(actorId));
		this.#ending.set(actorId, { held, ended });
		return ended;
	}
}

/**
 * What the actor holds.
 *
 * @throws {RivetError} `actor/stopping` when it has lost that, and starts again. Rivet's clients repeat a call without a
 *   connection for 6 s; over a connection the page does it.
 */
export function requireVars<Held>(actor: ActorScope<Held>): Held {
	const vars = varsOf(actor);
	if (vars !== undefined) return vars;
	restart(actor);
	throw stoppingError();
}

/** What the actor holds; undefined when it has lost that. */
export function varsOf<Held>({ vars }: Pick<ActorScope<Held>, "vars">): Held | undefined {
	return vars;
}

/** The actor ends here, and is there again in a moment. */
export function stoppingError(): RivetError {
	return new RivetError("actor", "stopping", "The actor starts again. Repeat the call.", { public: true });
}
