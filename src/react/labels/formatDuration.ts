/** What stands behind a number of days, hours, minutes and seconds. */
export interface DurationUnits {
	readonly days: string;
	readonly hours: string;
	readonly minutes: string;
	readonly seconds: string;
}

const ENGLISH_UNITS: DurationUnits = { days: "d", hours: "h", minutes: "m", seconds: "s" };

/** A length of time as a person says it: `0.4s`, `12s`, `3m 20s`, `1h 5m`, `3d 14h`. */
export function formatDuration(ms: number, units = ENGLISH_UNITS, locale = "en"): string {
	const seconds = Math.max(0, ms) / 1000;
	if (seconds < 1) return Math.max(0.1, Math.round(seconds * 10) / 10).toLocaleString(locale) + units.seconds;
	if (seconds < 60) return Math.floor(seconds) + units.seconds;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes}${units.minutes} ${Math.floor(seconds % 60)}${units.seconds}`;
	const hours = Math.floor(minutes / 60);
	if (hours < 24) return `${hours}${units.hours} ${minutes % 60}${units.minutes}`;
	return `${Math.floor(hours / 24)}${units.days} ${hours % 24}${units.hours}`;
}
