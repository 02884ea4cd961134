export interface HeadAnnouncer {
	/** A batch was sent: the head follows after some quiet, so that a lost last batch is noticed. */
	touch(): void;
	/** Tells the head now, and from now on at intervals. */
	announce(): void;
	stop(): void;
}

export interface HeadAnnouncerOptions {
	readonly quietMs: number;
	readonly heartbeatMs: number;
	/** Somebody may be listening. */
	isWatched(): boolean;
	send(): void;
}

/**
 * Tells where the workspace stands after each burst of changes, and at intervals as a sign of life. What follows a burst
 * may be lost like the end of it, so it is told again, each time after twice the wait.
 */
export function createHeadAnnouncer(options: HeadAnnouncerOptions): HeadAnnouncer {
	let next: NodeJS.Timeout | undefined;
	let heartbeat: NodeJS.Timeout | undefined;

	function tell(): void {
		heartbeat ??= setInterval(tell, options.heartbeatMs);
		if (options.isWatched()) options.send();
	}

	function tellAfter(ms: number): void {
		clearTimeout(next);
		if (ms >= options.heartbeatMs) return;
		next = setTimeout(() => {
			tell();
			tellAfter(2 * ms);
		}, ms);
	}

	return {
		touch: () => tellAfter(options.quietMs),
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
