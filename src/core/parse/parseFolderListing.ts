import type { FolderEntry, FolderListing } from "../../protocol/index.ts";
import { malformed } from "./malformed.ts";
import { parseArray, parseRecord } from "./parseRecord.ts";

const WHAT = "a folder";

/** @throws {WorkspaceError} `internal` when it is no folder. */
export function parseFolderListing(value: unknown): FolderListing {
	const { path, entries, truncated } = parseRecord(value, WHAT);
	if (typeof path !== "string") throw malformed(WHAT);
	return { path, entries: parseArray(entries, WHAT).map(parseEntry), truncated: truncated === true };
}

function parseEntry(value: unknown): FolderEntry {
	const { name, kind } = parseRecord(value, WHAT);
	if (typeof name !== "string" || (kind !== "file" && kind !== "folder")) throw malformed(WHAT);
	return value as FolderEntry;
}
