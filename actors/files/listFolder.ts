import * as v from "valibot";
import { type FolderEntry, type FolderListing, LIMITS } from "../../src/protocol/index.ts";
import { takeWithinBytes } from "../items/takeFitting.ts";
import { callSandboxApi } from "../sandbox/askSandbox.ts";
import { readJsonBody } from "../sandbox/readJson.ts";
import { notAFolder } from "./fileFaults.ts";
import type { FolderLocation } from "./folder.ts";
import { locateFile } from "./locateFile.ts";
import { parseTimestamp } from "./timeOf.ts";
import { replaceApiError } from "./withoutRefusal.ts";

/** Under Rivet's 1 MiB for what goes out. */
const MAX_LISTING_BYTES = 800_000;

const entriesSchema = v.array(
	v.object({
		name: v.string(),
		entryType: v.picklist(["file", "directory"]),
		size: v.number(),
		modified: v.nullish(v.string()),
	}),
);

const byName = new Intl.Collator("en", { numeric: true }).compare;

/** @throws {SessionError} `invalid_argument`, `not_found` */
export async function listFolder(folder: FolderLocation, asked: string, signal: AbortSignal): Promise<FolderListing> {
	const { real, path } = await locateFile(folder, asked, signal);
	const request = { path: "fs/entries", query: { path: real }, signal };
	const response = await replaceApiError(callSandboxApi(folder.sandbox, request), notAFolder());
	const all = (await readJsonBody(response, entriesSchema)).map(toEntry).sort(compareEntries);
	const entries = takeWithinBytes(all.slice(0, LIMITS.folderEntries), MAX_LISTING_BYTES);
	return { path, entries, truncated: entries.length < all.length };
}

function toEntry({ name, entryType, size, modified }: v.InferOutput<typeof entriesSchema>[number]): FolderEntry {
	return { name, kind: entryType === "directory" ? "folder" : "file", size, modifiedAt: parseTimestamp(modified) };
}

function compareEntries(one: FolderEntry, other: FolderEntry): number {
	if (one.kind !== other.kind) return one.kind === "folder" ? -1 : 1;
	return byName(one.name, other.name);
}
