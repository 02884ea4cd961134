/** Between which moments of this browser's clock the workspace has looked at its own, and what that said. */
export interface ClockReading {
	readonly askedAt: number;
	readonly answeredAt: number;
	/** Undefined from a workspace that does not tell. */
	readonly now: number | undefined;
}

/**
 * How far the workspace's clock is ahead. Nobody knows when between question and answer it was looked at, so what is held
 * stays as long as it may be right: no time that is shown jumps because an answer was slow.
 */
export function reduceClockOffset(held: number, { askedAt, answeredAt, now }: ClockReading): number {
	if (now === undefined) return held;
	const least = now - answeredAt;
	const most = now - askedAt;
	return held >= least && held <= most ? held : Math.round((least + most) / 2);
}
