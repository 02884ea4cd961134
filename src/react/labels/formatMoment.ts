/** A moment in full: its day, and its time to the second. */
export function formatFullDateTime(at: number, locale: string): string {
	return new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium", hourCycle: "h23" }).format(at);
}
