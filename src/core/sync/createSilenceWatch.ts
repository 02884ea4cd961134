import type { Clock } from "../ports/clock.ts";

/** Tells when nothing was heard for too long. */
export interface SilenceWatch {
	/** When something was heard last. */
	heardAt(): number;
	heard(): void;
	start(): void;
	stop(): void;
}

export function createSilenceWatch(clock: Clock, limitMs: number, onSilence: () => void): SilenceWatch {
	let heardAt = clock.now();
	let cancel = () => {};

	function check() {
		const left = heardAt + limitMs - clock.now();
		if (left <= 0) onSilence();
		else cancel = clock.setTimer(check, left);
	}

	return {
		heardAt: () => heardAt,
		heard() {
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
