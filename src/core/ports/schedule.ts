/** Calls back when the next frame is drawn. The function it returns calls it off. */
export type Schedule = (callback: () => void) => () => void;

/** A hidden tab draws no frames, but its title and its sounds should still follow. */
const NO_FRAME_TIMEOUT_MS = 100;

/** The browser's next frame, or a moment later where no frames are drawn. */
export const scheduleFrame: Schedule = (callback) => {
	const hasFrames = typeof requestAnimationFrame === "function";
	const frame = hasFrames ? requestAnimationFrame(run) : null;
	const timer = setTimeout(run, hasFrames ? NO_FRAME_TIMEOUT_MS : 16);

	function cancel() {
		clearTimeout(timer);
		if (frame !== null) cancelAnimationFrame(frame);
	}
	function run() {
		cancel();
		callback();
	}
	return cancel;
};
