import { readFileSync } from "node:fs";

/** What a process has used since it was started. NaN where the system has no `/proc`. */
export interface ProcessUse {
	/** Microseconds of processor time, of all threads. */
	readonly cpu: number;
	/** Bytes that it has had written to a disk. */
	readonly written: number;
	/** Bytes of memory that it occupies now. */
	readonly resident: number;
}

/** Linux counts in hundredths of a second. */
const TICK_US = 10_000;
const PAGE_BYTES = 4_096;

export function readProcessUse(pid: number): ProcessUse {
	// The name, in parentheses, may contain blanks; the fields after it are counted from the third.
	const fields = read(pid, "stat")
		.replace(/^.*\)\s/s, "")
		.split(" ");
	const field = (number: number) => Number(fields[number - 3] ?? Number.NaN);
	const [, written = "NaN"] = /^write_bytes: (\d+)$/m.exec(read(pid, "io")) ?? [];
	return { cpu: (field(14) + field(15)) * TICK_US, written: Number(written), resident: field(24) * PAGE_BYTES };
}

function read(pid: number, file: string): string {
	try {
		return readFileSync(`/proc/${pid}/${file}`, "utf8");
	} catch {
		return "";
	}
}
