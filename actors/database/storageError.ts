import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { isRecord } from "../../src/protocol/isRecord.ts";
import { storageFull, storageUnavailable } from "../errors/sessionErrors.ts";

/** The disk on which an engine keeps its data. */
export interface EngineDisk {
	/** In bytes. */
	readonly free: number;
	readonly isWritable: boolean;
}

/** SQLite’s words, and those of systems and engines below it. */
const FULL = /database or disk is full|no space left|quota ?exceeded|not enough space/i;
const UNAVAILABLE = /disk I\/O error|read-?only (database|file system)|unable to open database file/i;

/**
 * The engine's store starts to write again only when this much is free, in bytes. With less, the disk counts as full
 * whatever the error says: Rivet passes on only that there was one.
 */
const ENGINE_RESERVE_BYTES = 268_435_456;

/** Whether the database could not be written or read because of what is below it. */
export function isStorageError(error: unknown): boolean {
	return isStorageText(textOf(error));
}

function isStorageText(text: string): boolean {
	return FULL.test(text) || UNAVAILABLE.test(text);
}

/**
 * What people see of an error of the storage; null for any other error.
 *
 * @param readDisk - Of the engine, where that is on this machine.
 */
export async function storageErrorInfo(
	error: unknown,
	readDisk: () => Promise<EngineDisk | null>,
): Promise<WorkspaceErrorInfo | null> {
	const text = textOf(error);
	if (!isStorageText(text)) return null;
	if (FULL.test(text)) return storageFull();
	const disk = await readDisk();
	const isFull = disk?.isWritable === true && disk.free < ENGINE_RESERVE_BYTES;
	return isFull ? storageFull() : storageUnavailable();
}

/** Rivet has SQLite's own words in the metadata of its error. */
function textOf(error: unknown): string {
	if (!(error instanceof Error)) return "";
	const metadata = "metadata" in error && isRecord(error.metadata) ? error.metadata.error : undefined;
	return typeof metadata === "string" ? `${error.message}\n${metadata}` : error.message;
}
