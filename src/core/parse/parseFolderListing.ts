import type { FolderEntry, FolderListing } from "../../protocol/index.ts";
import { malformedMessageError } from "./malformed.ts";
import { parseArray, parseRecord } from "./parseRecord.ts";

const FOLDER = "a folder";

/** @throws {WorkspaceError} `internal` when it is no folder. */
export function parseFolderListing(value: unknown): FolderListing {
	const { path, entries, truncated } = parseRecord(value, FOLDER);
	if (typeof path !== "string") throw malformedMessageError(FOLDER);
	return { path, entries: parseArray(entries, FOLDER).map(parseFolderEntry), truncated: truncated === true };
}

function parseFolderEntry(value: unknown): FolderEntry {
	const { name, kind } = parseRecord(value, FOLDER);
	if (typeof name !== "string" || (kind !== "file" && kind !== "folder")) throw malformedMessageError(FOLDER);
	return value as FolderEntry;
}
