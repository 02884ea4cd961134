/** What stands behind a number of hours, minutes and seconds. */
export interface DurationUnits {
	readonly hours: string;
	readonly minutes: string;
	readonly seconds: string;
}

const SHORT: DurationUnits = { hours: "h", minutes: "m", seconds: "s" };

/** A length of time as a person says it: `0.4s`, `12s`, `3m 20s`, `1h 5m`. */
export function formatDuration(ms: number, units = SHORT, locale = "en"): string {
	const seconds = Math.max(0, ms) / 1000;
	if (seconds < 1) return Math.max(0.1, Math.round(seconds * 10) / 10).toLocaleString(locale) + units.seconds;
	if (seconds < 60) return Math.floor(seconds) + units.seconds;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes}${units.minutes} ${Math.floor(seconds % 60)}${units.seconds}`;
	return `${Math.floor(minutes / 60)}${units.hours} ${minutes % 60}${units.minutes}`;
}
