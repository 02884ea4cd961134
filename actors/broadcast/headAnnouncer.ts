interface HeadAnnouncer {
	/** A batch was sent: the head follows after some quiet, so that a lost last batch is noticed. */
	schedule(): void;
	/** Tells the head now, and from now on at intervals. */
	announce(): void;
	stop(): void;
}

interface HeadAnnouncerOptions {
	readonly quietMs: number;
	readonly heartbeatIntervalMs: number;
	/** Somebody may be listening. */
	hasListeners(): boolean;
	send(): void;
}

/** A burst of changes may take Rivet longer than this to pass on; the head is told again at least so often meanwhile. */
const MAX_REPEAT_MS = 1_000;

/**
 * Tells where the workspace stands after each burst of changes, and at intervals as a sign of life. What follows a burst
 * may be lost like the end of it, so it is told again and again, until the heartbeat does it.
 */
export function createHeadAnnouncer(options: HeadAnnouncerOptions): HeadAnnouncer {
	let next: NodeJS.Timeout | undefined;
	let heartbeat: NodeJS.Timeout | undefined;

	function tell(): void {
		heartbeat ??= setInterval(tell, options.heartbeatIntervalMs);
		if (options.hasListeners()) options.send();
	}

	function tellAfter(ms: number, waited = 0): void {
		clearTimeout(next);
		if (waited + ms >= options.heartbeatIntervalMs) return;
		next = setTimeout(() => {
			tell();
			tellAfter(Math.min(2 * ms, MAX_REPEAT_MS), waited + ms);
		}, ms);
	}

	return {
		schedule: () => tellAfter(options.quietMs),
		announce() {
			tell();
			tellAfter(options.quietMs);
		},
		stop() {
			clearTimeout(next);
			clearInterval(heartbeat);
		},
	};
}
