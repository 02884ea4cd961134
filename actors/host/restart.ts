/** The part of Rivet's actor context by which an actor starts again. */
export interface Restartable {
	/** @throws While the actor is closing already. */
	sleep(): void;
}

/** Ends this generation of the actor. The engine starts another one for whoever calls next. */
export function restart(actor: Restartable): void {
	try {
		actor.sleep();
	} catch {
		// It is closing already.
	}
}
