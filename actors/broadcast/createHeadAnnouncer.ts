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

/** Tells where the workspace stands after each burst of changes, and at intervals as a sign of life. */
export function createHeadAnnouncer(options: HeadAnnouncerOptions): HeadAnnouncer {
	let quiet: NodeJS.Timeout | undefined;
	let heartbeat: NodeJS.Timeout | undefined;

	function announce(): void {
		heartbeat ??= setInterval(announce, options.heartbeatMs);
		clearTimeout(quiet);
		if (options.isWatched()) options.send();
	}

	return {
		touch() {
			clearTimeout(quiet);
			quiet = setTimeout(announce, options.quietMs);
		},
		announce,
		stop() {
			clearTimeout(quiet);
			clearInterval(heartbeat);
		},
	};
}
