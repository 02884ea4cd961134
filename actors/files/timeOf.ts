/** A time as the sandbox writes it, in milliseconds since 1970; null when it cannot be read. */
export function parseTimestamp(text: string | null | undefined): number | null {
	const time = Date.parse(text ?? "");
	return Number.isNaN(time) ? null : time;
}
