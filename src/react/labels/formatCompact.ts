/** A large number in short: `24K`, `1.2M`. */
export function formatCompactNumber(number: number, locale: string): string {
	return new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(number);
}
