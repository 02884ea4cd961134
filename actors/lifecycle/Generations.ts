import { RivetError } from "rivetkit";
import { withTimeout } from "../timing/timeouts.ts";

/** Rivet itself waits for 15 s. Whatever hangs for longer must not keep the actor from this process. */
const ENDS_WITHIN_MS = 60_000;

/** The part of Rivet's actor context by which an actor starts anew. */
interface Restartable {
	/** @throws While the actor is closing already. */
	sleep(): void;
}

/** The part of Rivet's actor context that is read here. */
interface ActorScope<Held> extends Restartable {
	/** Rivet says that they are always there. */
	readonly vars: Held;
}

/**
 * What the actors of this process hold, by the actor's id, as long as they run.
 *
 * An engine that has not heard of a process for some seconds (a laptop that slept, a machine that was paused or too busy)
 * starts its actors anew, on the same process if that is back. Both generations of an actor then run side by side for as
 * long as the older one takes to end, and Rivet keeps `vars` and the database's handle by the actor's id, so they share
 * them: the start of the newer takes them from the older, and the end of the older takes them from the newer
 * (`ActorContextShared` in rivetkit-napi 2.3). The newer one would go on without both, and fail every call until it sleeps.
 *
 * So a newer generation does not start before the older one has ended, and one that has lost its vars or its database starts
 * anew.
 */
export class Generations<Held> {
	readonly #close: (held: Held) => Promise<void>;
	readonly #running = new Map<string, Held>();
	readonly #ending = new Map<string, Promise<void>>();

	/** @param close - Ends what an actor holds. */
	constructor(close: (held: Held) => Promise<void>) {
		this.#close = close;
	}

	/**
	 * Opens what an actor holds. If an earlier generation of it still holds something here, that is ended instead, and the
	 * engine starts the actor again.
	 *
	 * @throws {RivetError} `actor/restarting` then.
	 */
	async open(actorId: string, create: () => Promise<Held>): Promise<Held> {
		const earlier = this.#ending.get(actorId) ?? (this.#running.has(actorId) ? this.end(actorId) : undefined);
		if (earlier) {
			await earlier;
			throw restartingError();
		}
		const held = await create();
		this.#running.set(actorId, held);
		return held;
	}

	/** Ends what the actor holds, and returns it; undefined when it holds nothing any more. */
	async end(actorId: string): Promise<Held | undefined> {
		const held = this.#running.get(actorId);
		this.#running.delete(actorId);
		if (!held) {
			await this.#ending.get(actorId);
			return undefined;
		}
		const closing = withTimeout(this.#close(held), { what: "The end of the actor", ms: ENDS_WITHIN_MS });
		const ending = closing.finally(() => this.#ending.delete(actorId));
		this.#ending.set(actorId, ending);
		await ending;
		return held;
	}
}

/**
 * What the actor holds.
 *
 * @throws {RivetError} `actor/restarting` when it has lost that, and starts anew. Rivet's clients repeat the call.
 */
export function requireVars<Held>(actor: ActorScope<Held>): Held {
	const vars = varsOf(actor);
	if (vars !== undefined) return vars;
	startAnew(actor);
	throw restartingError();
}

/** What the actor holds; undefined when it has lost that. */
export function varsOf<Held>({ vars }: Pick<ActorScope<Held>, "vars">): Held | undefined {
	return vars;
}

/** Ends this generation of the actor. The engine starts another one for whoever calls next. */
export function startAnew(actor: Restartable): void {
	try {
		actor.sleep();
	} catch {
		// It is closing already.
	}
}

function restartingError(): RivetError {
	return new RivetError("actor", "restarting", "The actor starts anew. Repeat the call.", {
		public: true,
		metadata: { retryable: true },
	});
}
