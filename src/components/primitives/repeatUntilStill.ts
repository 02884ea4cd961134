/** The maximum number of frames until everything is rendered and measured. */
const MAX_FRAMES = 90;
/** What did not move for this many frames has its final position. */
const STILL_FRAMES = 4;

/**
 * Calls `step` now and once a frame, until it has returned true (nothing moved) for four frames in a row. Gives up after
 * 90 frames, and when the signal aborts.
 *
 * @param onStill - Called then. Returns whether it moved something, and thus whether to go on.
 */
export async function repeatUntilStill(
	step: () => boolean,
	signal: AbortSignal,
	onStill: () => boolean = () => false,
): Promise<void> {
	let still = 0;
	for (let frame = 0; frame < MAX_FRAMES && still < STILL_FRAMES && !signal.aborted; frame++) {
		still = step() ? still + 1 : 0;
		if (still === STILL_FRAMES && onStill()) still = 0;
		await new Promise(requestAnimationFrame);
	}
}
