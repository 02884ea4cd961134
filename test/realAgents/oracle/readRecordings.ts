import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A line of an agent's standard output (`out`) or input (`in`). */
export interface RecordedLine {
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly direction: "in" | "out";
	readonly text: string;
}

/** What one process of an agent said and received. */
export interface Recording {
	readonly pid: number;
	readonly lines: readonly RecordedLine[];
}

/** The recordings of all processes that had a session in a folder, from the first to the last. */
export async function readRecordings(recordings: string, cwd: string): Promise<readonly Recording[]> {
	const names = await readdir(recordings);
	const all = await Promise.all(names.map((name) => readRecording(join(recordings, name), Number.parseInt(name, 10))));
	const isInFolder = ({ lines }: Recording) =>
		lines.some(({ direction, text }) => direction === "in" && text.includes(`"cwd":${JSON.stringify(cwd)}`));
	return all.filter(isInFolder).sort((one, other) => startOf(one) - startOf(other));
}

function startOf({ lines }: Recording): number {
	return lines[0]?.at ?? 0;
}

async function readRecording(path: string, pid: number): Promise<Recording> {
	// The last line may still be written.
	const texts = (await readFile(path, "utf8")).split("\n").slice(0, -1);
	return { pid, lines: texts.map((text): RecordedLine => JSON.parse(text)) };
}
