import { readFile, rename, rm, writeFile } from "node:fs/promises";
import * as v from "valibot";

const RUN_RECORD = v.object({
	runId: v.string(),
	pid: v.number(),
	/** The process's birth: without it, another process under the same id could be taken for this run. */
	birth: v.nullable(v.string()),
	/** Null until the page is served. */
	address: v.nullable(v.string()),
});

/** What a run leaves in its data folder while it lives, for the next one to find. */
export type RunRecord = Readonly<v.InferOutput<typeof RUN_RECORD>>;

/** Writes the record of a run that begins. False when there is one already. */
export async function createRecord(path: string, record: RunRecord): Promise<boolean> {
	try {
		await writeFile(path, JSON.stringify(record), { flag: "wx" });
		return true;
	} catch (error) {
		if (isExistsError(error)) return false;
		throw error;
	}
}

/** Writes it anew, so that a reader sees the former or the new one, never half of it. */
export async function replaceRecord(path: string, record: RunRecord): Promise<void> {
	await writeFile(`${path}.new`, JSON.stringify(record));
	await rename(`${path}.new`, path);
}

/** Null when there is none, or none that can be read. */
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
