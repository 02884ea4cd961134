type Listener<Payload> = (payload: Payload) => void;

/**
 * Typed events inside one workspace, delivered synchronously.
 *
 * @typeParam Events - The payload of each event by its name.
 * @example
 * const events = new EventHub<{ turnEnded: EndedTurn }>((name, error) => log("error", "listener_failed", { name, error }));
 * events.on("turnEnded", (turn) => telemetry.recordTurn(turn));
 * events.emit("turnEnded", turn);
 */
export class EventHub<Events extends object> {
	readonly #listeners: { [Name in keyof Events]?: Listener<Events[Name]>[] } = {};
	readonly #onError: (name: keyof Events, error: unknown) => void;

	/** @param onError - Called with what a listener throws. */
	constructor(onError: (name: keyof Events, error: unknown) => void) {
		this.#onError = onError;
	}

	/** The listeners of an event run in the order they were added. */
	on<Name extends keyof Events>(name: Name, listener: Listener<Events[Name]>): void {
		this.#listeners[name] = [...(this.#listeners[name] ?? []), listener];
	}

	/** Runs all listeners before it returns. Never throws: a listener that fails does not stop the others or the emitter. */
	emit<Name extends keyof Events>(name: Name, payload: Events[Name]): void {
		for (const listener of this.#listeners[name] ?? []) {
			try {
				listener(payload);
			} catch (error) {
				this.#onError(name, error);
			}
		}
	}
}
