import { readFile, writeFile } from "node:fs/promises";

/** A change of one file, in the shape of an ACP tool call's content. */
export interface FileDiff {
	readonly type: "diff";
	readonly path: string;
	/** Null if the file does not exist yet. */
	readonly oldText: string | null;
	readonly newText: string;
}

/** The diff that a change would make to the current file. */
export async function prepareDiff(path: string, change: (before: string | null) => string): Promise<FileDiff> {
	const oldText = await readFile(path, "utf8").catch(() => null);
	return { type: "diff", path, oldText, newText: change(oldText) };
}

/** Applies the diff. */
export async function applyDiff(diff: FileDiff): Promise<void> {
	await writeFile(diff.path, diff.newText);
}
