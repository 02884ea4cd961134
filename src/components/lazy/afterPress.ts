const RELEASES = ["pointerup", "pointercancel", "keyup"];

/**
 * Makes a change at once, or, while something is pressed, when it was let go: a button that goes between press and
 * release takes its click with it.
 */
export function afterPress(change: () => void): void {
	if (!document.querySelector(":active")) {
		change();
		return;
	}
	const released = new AbortController();
	const release = () => {
		released.abort();
		// The click comes after the release, in the same task.
		setTimeout(change);
	};
	for (const name of RELEASES) addEventListener(name, release, { capture: true, signal: released.signal });
}
