import type { FolderEntry } from "../protocol/sandbox.ts";
import { isDotPath, OWN_FOLDER } from "./hiddenFiles.ts";

const byName = new Intl.Collator("en", { numeric: true }).compare;

/**
 * The entries of a folder as everybody lists them: without our own folder, folders first, then by name.
 *
 * @param folder - Relative to the workspace's folder.
 * @param withDotNames - For somebody who may see hidden files.
 */
export function toListing(
	folder: string,
	entries: readonly FolderEntry[],
	withDotNames: boolean,
): readonly FolderEntry[] {
	return entries
		.filter(({ name }) => isListed(entryPath(folder, name), withDotNames))
		.map((entry) => (entry.kind === "folder" ? { ...entry, size: 0 } : entry))
		.sort(compareEntries);
}

/** The path of an entry, like the folder's. */
export function entryPath(folder: string, name: string): string {
	return folder === "" ? name : `${folder}/${name}`;
}

function isListed(path: string, withDotNames: boolean): boolean {
	return path !== OWN_FOLDER && (withDotNames || !isDotPath(path));
}

function compareEntries(one: FolderEntry, other: FolderEntry): number {
	if (one.kind !== other.kind) return one.kind === "folder" ? -1 : 1;
	return byName(one.name, other.name);
}
