const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size such as `4.2 MB`, in steps of a thousand. */
export function formatBytes(bytes: number, language: string): string {
	const step = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
	const format = { style: "unit", unit: BYTE_UNITS[step], unitDisplay: step === 0 ? "long" : "short" } as const;
	const size = bytes / 1_000 ** step;
	return size.toLocaleString(language, { ...format, maximumFractionDigits: size < 10 ? 1 : 0 });
}
