interface HeadAnnouncerDeps {
	/** Wait after the last batch before the head is sent. */
	readonly quietMs: number;
	readonly heartbeatIntervalMs: number;
	/** Whether any client is connected. */
	hasListeners(): boolean;
	/** Whether changes are being collected for a batch, which says more than a head. */
	isBatchDue(): boolean;
	/** Broadcasts the head. */
	send(): void;
}

/** Rivet may need longer than this to deliver a burst of changes; until then the head is repeated at this interval. */
const MAX_REPEAT_MS = 1_000;

/**
 * Broadcasts the head after each burst of changes, so that clients notice a lost batch, and at intervals as a heartbeat.
 * What follows a burst can be lost together with the end of it, so the head is repeated until the heartbeat takes over.
 */
export class HeadAnnouncer {
	readonly #deps: HeadAnnouncerDeps;
	#repeatTimer: NodeJS.Timeout | undefined;
	#heartbeat: NodeJS.Timeout | undefined;

	constructor(deps: HeadAnnouncerDeps) {
		this.#deps = deps;
	}

	/** A batch was sent: sends the head after some quiet. */
	schedule(): void {
		this.#sendAfter(this.#deps.quietMs);
	}

	/** Sends the head now, and starts the heartbeat. */
	announce(): void {
		this.#send();
		this.#sendAfter(this.#deps.quietMs);
	}

	stop(): void {
		clearTimeout(this.#repeatTimer);
		clearInterval(this.#heartbeat);
	}

	#send(): void {
		this.#heartbeat ??= setInterval(() => this.#send(), this.#deps.heartbeatIntervalMs);
		if (this.#deps.hasListeners()) this.#deps.send();
	}

	#sendAfter(ms: number, waitedMs = 0): void {
		clearTimeout(this.#repeatTimer);
		if (waitedMs + ms >= this.#deps.heartbeatIntervalMs) return;
		this.#repeatTimer = setTimeout(() => {
			// While the engine is late, batches are further apart than the quiet.
			const isDue = this.#deps.isBatchDue();
			if (!isDue) this.#send();
			this.#sendAfter(isDue ? ms : Math.min(2 * ms, MAX_REPEAT_MS), waitedMs + ms);
		}, ms);
	}
}
