import { formatDate, formatNumber, formatRelativeTime } from "./intl.ts";

/** The word for a value of an open set. A newer workspace may send a value that has none: it is shown as it came. */
export function wordFor<Value extends string>(words: Readonly<Record<Value, string>>, value: Value): string {
	return Object.hasOwn(words, value) ? words[value] : value;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The time of day, after the date if it is more than 12 hours away, before or after now. */
export function formatTime(at: number, locale: string, now = Date.now()): string {
	const clock = formatDate(at, locale, { hour: "2-digit", minute: "2-digit", hour12: false });
	if (Math.abs(now - at) < DAY_MS / 2) return clock;
	return `${formatDate(at, locale, { month: "short", day: "numeric" })}, ${clock}`;
}

/** The full date, and the time with seconds. */
export function formatFullDateTime(at: number, locale: string): string {
	return formatDate(at, locale, { dateStyle: "full", timeStyle: "medium", hourCycle: "h23" });
}

const AGE_UNITS = [
	["day", 86_400_000],
	["hour", 3_600_000],
	["minute", 60_000],
] as const;

/** A relative time in its largest unit: `now`, `5 min. ago`, `vor 3 Tagen`. */
export function formatAgo(ms: number, locale: string): string {
	const unit = AGE_UNITS.find(([, length]) => ms >= length);
	if (!unit) return formatRelativeTime(0, "second", locale, { numeric: "auto" });
	return formatRelativeTime(-Math.floor(ms / unit[1]), unit[0], locale, { style: "short" });
}

/** The unit symbols after a number. */
interface DurationUnits {
	readonly days: string;
	readonly hours: string;
	readonly minutes: string;
	readonly seconds: string;
}

const ENGLISH_UNITS: DurationUnits = { days: "d", hours: "h", minutes: "m", seconds: "s" };

/** A duration in its two largest units: `0.4s`, `12s`, `3m 20s`, `1h 5m`, `3d 14h`. */
export function formatDuration(ms: number, units = ENGLISH_UNITS, locale = "en"): string {
	const seconds = Math.max(0, ms) / 1000;
	if (seconds < 1) return formatNumber(Math.max(0.1, Math.round(seconds * 10) / 10), locale) + units.seconds;
	if (seconds < 60) return Math.floor(seconds) + units.seconds;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes}${units.minutes} ${Math.floor(seconds % 60)}${units.seconds}`;
	const hours = Math.floor(minutes / 60);
	if (hours < 24) return `${hours}${units.hours} ${minutes % 60}${units.minutes}`;
	return `${Math.floor(hours / 24)}${units.days} ${hours % 24}${units.hours}`;
}

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size such as `4.2 MB`, in powers of 1,000. */
export function formatBytes(bytes: number, language: string): string {
	const step = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
	const format = { style: "unit", unit: BYTE_UNITS[step], unitDisplay: step === 0 ? "long" : "short" } as const;
	const size = bytes / 1_000 ** step;
	return formatNumber(size, language, { ...format, maximumFractionDigits: size < 10 ? 1 : 0 });
}

/** A large number in compact form: `24K`, `1.2M`. */
export function formatCompactNumber(number: number, locale: string): string {
	return formatNumber(number, locale, { notation: "compact", maximumFractionDigits: 1 });
}

/** An amount of money. Amounts below 0.01 keep one significant digit. A code that is not in ISO 4217 follows the number as it is. */
export function formatMoney(amount: number, currency: string, locale: string): string {
	try {
		return formatNumber(amount, locale, { style: "currency", currency, ...digitOptions(amount) });
	} catch {
		return `${formatNumber(amount, locale)} ${currency}`;
	}
}

/** Tiny amounts must not round to zero. */
function digitOptions(amount: number): Intl.NumberFormatOptions {
	return amount > 0 && amount < 0.01 ? { maximumSignificantDigits: 1 } : {};
}

const APPLE_KEYS: Readonly<Record<string, string>> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", Ctrl: "⌃" };
const APPLE_KEY_ORDER = ["Ctrl", "Alt", "Shift", "Mod"];

/**
 * A keyboard shortcut as the platform writes it: `Mod+Shift+Enter` is `⇧⌘Enter` on Apple's, `Ctrl+Shift+Enter` elsewhere.
 *
 * @param names - The names of the keys elsewhere.
 */
export function formatShortcut(
	keys: string,
	isApple: boolean,
	names: Readonly<Record<string, string>> = { Mod: "Ctrl" },
): string {
	const parts = keys.split("+");
	if (!isApple) return parts.map((key) => names[key] ?? key).join("+");
	const modifiers = APPLE_KEY_ORDER.filter((key) => parts.includes(key));
	return [...modifiers, ...parts.filter((key) => !modifiers.includes(key))]
		.map((key) => APPLE_KEYS[key] ?? key)
		.join("");
}
