const DAY_MS = 24 * 60 * 60 * 1000;

/** A moment by the clock, with the day before it when it is not of the last 12 hours. */
export function formatTime(at: number, locale: string, now = Date.now()): string {
	const clock = new Date(at).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hour12: false });
	if (now - at < DAY_MS / 2) return clock;
	return `${new Date(at).toLocaleDateString(locale, { month: "short", day: "numeric" })}, ${clock}`;
}
