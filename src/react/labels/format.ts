const DAY_MS = 24 * 60 * 60 * 1000;

/** A moment by the clock, with the day before it when it is not of the last 12 hours. */
export function formatTime(at: number, locale: string, now = Date.now()): string {
	const clock = new Date(at).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hour12: false });
	if (now - at < DAY_MS / 2) return clock;
	return `${new Date(at).toLocaleDateString(locale, { month: "short", day: "numeric" })}, ${clock}`;
}

/** A moment in full: its day, and its time to the second. */
export function formatFullDateTime(at: number, locale: string): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium", hourCycle: "h23" }).format(at);
}

const AGE_UNITS = [
	["day", 86_400_000],
	["hour", 3_600_000],
	["minute", 60_000],
] as const;

/** How long ago something was, in its largest unit: `now`, `5 min. ago`, `vor 3 Tagen`. */
export function formatAgo(ms: number, locale: string): string {
	const unit = AGE_UNITS.find(([, length]) => ms >= length);
	if (!unit) return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "second");
	return new Intl.RelativeTimeFormat(locale, { style: "short" }).format(-Math.floor(ms / unit[1]), unit[0]);
}

/** What stands behind a number of days, hours, minutes and seconds. */
interface DurationUnits {
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

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size such as `4.2 MB`, in steps of a thousand. */
export function formatBytes(bytes: number, language: string): string {
	const step = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
	const format = { style: "unit", unit: BYTE_UNITS[step], unitDisplay: step === 0 ? "long" : "short" } as const;
	const size = bytes / 1_000 ** step;
	return size.toLocaleString(language, { ...format, maximumFractionDigits: size < 10 ? 1 : 0 });
}

/** A large number in short: `24K`, `1.2M`. */
export function formatCompactNumber(number: number, locale: string): string {
	return new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(number);
}

/** An amount of money, of less than a hundredth its first digit. A currency that ISO 4217 does not know stands behind it as the agent wrote it. */
export function formatMoney(amount: number, currency: string, locale: string): string {
	try {
		return new Intl.NumberFormat(locale, { style: "currency", currency, ...digitOptions(amount) }).format(amount);
	} catch {
		return `${amount.toLocaleString(locale)} ${currency}`;
	}
}

/** The first answers cost next to nothing, which is not nothing. */
function digitOptions(amount: number): Intl.NumberFormatOptions {
	return amount > 0 && amount < 0.01 ? { maximumSignificantDigits: 1 } : {};
}
