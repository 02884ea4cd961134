const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size such as `4.2 MB`, in steps of a thousand. */
export function formatBytes(bytes: number, language: string): string {
	const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
	const format = { style: "unit", unit: UNITS[step], unitDisplay: step === 0 ? "long" : "short" } as const;
	const size = bytes / 1_000 ** step;
	return size.toLocaleString(language, { ...format, maximumFractionDigits: size < 10 ? 1 : 0 });
}
