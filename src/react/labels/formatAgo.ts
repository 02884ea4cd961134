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
