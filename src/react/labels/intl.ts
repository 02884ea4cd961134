/**
 * Keeps one formatter for each locale and its options: making one takes tens of microseconds, using it less than one.
 * Everything on the screen that formats with `Intl` gets its formatter here.
 */
function keepFormatters<Options extends object, Formatter>(
	create: (locale: string, options: Options) => Formatter,
): (locale: string, options: Options) => Formatter {
	const kept = new Map<string, Formatter>();
	return (locale, options) => {
		const key = `${locale} ${JSON.stringify(options)}`;
		const formatter = kept.get(key) ?? create(locale, options);
		kept.set(key, formatter);
		return formatter;
	};
}

const numberFormat = keepFormatters(
	(locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
const dateTimeFormat = keepFormatters(
	// The offset is part of the key: a formatter keeps the time zone it was made in, and people travel.
	(locale, { offset: _offset, ...options }: Intl.DateTimeFormatOptions & { readonly offset: number }) =>
		new Intl.DateTimeFormat(locale, options),
);
const relativeTimeFormat = keepFormatters(
	(locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);
const listFormat = keepFormatters((locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options));

/** A number, as in `1,234.5`. */
export function formatNumber(number: number, locale: string, options: Intl.NumberFormatOptions = {}): string {
	return numberFormat(locale, options).format(number);
}

/**
 * A point in time in the time zone of the browser.
 *
 * @param at - Milliseconds since 1970.
 */
export function formatDate(at: number, locale: string, options: Intl.DateTimeFormatOptions): string {
	return dateTimeFormat(locale, { ...options, offset: new Date(at).getTimezoneOffset() }).format(at);
}

/** A point in time seen from now, as in `5 min. ago` for -5 minutes. */
export function formatRelativeTime(
	value: number,
	unit: Intl.RelativeTimeFormatUnit,
	locale: string,
	options: Intl.RelativeTimeFormatOptions,
): string {
	return relativeTimeFormat(locale, options).format(value, unit);
}

/** The entries of a list all of which are meant, as in `a, b, and c`. */
export function formatConjunction(entries: readonly string[], locale: string): string {
	return listFormat(locale, { type: "conjunction" }).format(entries);
}

/** The entries of a list as one of which is meant, as in `a, b, or c`. */
export function formatAlternatives(entries: readonly string[], locale: string): string {
	return listFormat(locale, { type: "disjunction" }).format(entries);
}
