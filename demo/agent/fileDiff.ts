import { readFile, writeFile } from "node:fs/promises";

/** A change of one file, in the shape of an ACP tool call's content. */
export interface FileDiff {
	readonly type: "diff";
	readonly path: string;
	/** Null when there is no such file yet. */
	readonly oldText: string | null;
	readonly newText: string;
}

/** What a change would make of the file that is there now. */
export async function prepareDiff(path: string, change: (before: string | null) => string): Promise<FileDiff> {
	const oldText = await readFile(path, "utf8").catch(() => null);
	return { type: "diff", path, oldText, newText: change(oldText) };
}

/** Makes the change. */
export async function applyDiff(diff: FileDiff): Promise<void> {
	await writeFile(diff.path, diff.newText);
}
