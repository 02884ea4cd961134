import { readFile, rename, rm, writeFile } from "node:fs/promises";
import * as v from "valibot";

const RUN_RECORD = v.object({
	runId: v.string(),
	pid: v.number(),
	/** The start time of the process: without it, another process with the same id could be mistaken for this run. */
	birth: v.nullable(v.string()),
	/** Null until the page is served. */
	address: v.nullable(v.string()),
});

/** The record of a running demo in its data folder, for the next start to find. */
export type RunRecord = Readonly<v.InferOutput<typeof RUN_RECORD>>;

/** Writes the record of a new run. Returns false if there is one already. */
export async function createRecord(path: string, record: RunRecord): Promise<boolean> {
	try {
		await writeFile(path, JSON.stringify(record), { flag: "wx" });
		return true;
	} catch (error) {
		if (isExistsError(error)) return false;
		throw error;
	}
}

/** Replaces the record atomically: a reader sees the old or the new one. */
export async function replaceRecord(path: string, record: RunRecord): Promise<void> {
	await writeFile(`${path}.new`, JSON.stringify(record));
	await rename(`${path}.new`, path);
}

/** Null if there is none, or if it cannot be read. */
export async function readRecord(path: string): Promise<RunRecord | null> {
	const text = await readFile(path, "utf8").catch(() => "");
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), RUN_RECORD), text);
	return parsed.success ? parsed.output : null;
}

export async function removeRecord(path: string): Promise<void> {
	await rm(path, { force: true });
}

function isExistsError(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "EEXIST";
}
