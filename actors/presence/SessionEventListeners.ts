/**
 * Which connections may listen to `session.event`. Pages of ours do not, and Rivet encodes each event before it looks who
 * listens: without this, every chunk of the agent was encoded for nobody.
 */
export class SessionEventListeners {
	readonly #connectionIds = new Set<string>();

	/** A connection subscribes, or was restored: Rivet does not say what a restored one listens to. */
	add(connectionId: string): void {
		this.#connectionIds.add(connectionId);
	}

	/** The connection has closed. */
	remove(connectionId: string): void {
		this.#connectionIds.delete(connectionId);
	}

	hasAny(): boolean {
		return this.#connectionIds.size > 0;
	}
}
