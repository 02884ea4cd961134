import type { Clock } from "../ports/clock.ts";

/** Tells when nothing was heard for too long. */
export interface InactivityTimer {
	/** When something was heard last. */
	lastActivityAt(): number;
	touch(): void;
	start(): void;
	stop(): void;
}

export function createInactivityTimer(clock: Clock, limitMs: number, onSilence: () => void): InactivityTimer {
	let heardAt = clock.now();
	let cancel = () => {};

	function check() {
		const left = heardAt + limitMs - clock.now();
		if (left <= 0) onSilence();
		else cancel = clock.setTimer(check, left);
	}

	return {
		lastActivityAt: () => heardAt,
		touch() {
			heardAt = clock.now();
		},
		start() {
			cancel();
			heardAt = clock.now();
			cancel = clock.setTimer(check, limitMs);
		},
		stop: () => cancel(),
	};
}
