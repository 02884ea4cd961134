import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { isRecord } from "../../src/protocol/isRecord.ts";
import { storageFull, storageUnavailable } from "../errors/sessionErrors.ts";

/** The disk on which an engine keeps its data. */
export interface EngineDisk {
	/** In bytes. */
	readonly free: number;
	readonly isWritable: boolean;
}

/** SQLite’s own words. */
const SQLITE_FULL = /database or disk is full/i;
const SQLITE_UNAVAILABLE = /disk I\/O error|read-?only database|unable to open database file/i;

/** Words of the system below it. They count only where Rivet passes them on: a full sandbox says the same. */
const SYSTEM_FULL = /no space left|quota ?exceeded|not enough space/i;
const SYSTEM_UNAVAILABLE = /read-?only file system/i;

type StorageProblem = "full" | "unavailable";

/**
 * The engine's store starts to write again only when this much is free, in bytes. With less, the disk counts as full
 * whatever the error says: Rivet passes on only that there was one.
 */
const ENGINE_RESERVE_BYTES = 268_435_456;

/** Whether the database could not be written or read because of what is below it. */
export function isStorageError(error: unknown): boolean {
	return findProblem(error) !== null;
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
	const problem = findProblem(error);
	if (!problem) return null;
	if (problem === "full") return storageFull();
	const disk = await readDisk();
	const isFull = disk?.isWritable === true && disk.free < ENGINE_RESERVE_BYTES;
	return isFull ? storageFull() : storageUnavailable();
}

function findProblem(error: unknown): StorageProblem | null {
	if (!(error instanceof Error)) return null;
	// Rivet has the words of SQLite and of the system in the metadata of its error.
	const cause = "metadata" in error && isRecord(error.metadata) ? error.metadata.error : undefined;
	const passedOn = typeof cause === "string" ? cause : "";
	const sqlite = `${error.message}\n${passedOn}`;
	if (SQLITE_FULL.test(sqlite) || SYSTEM_FULL.test(passedOn)) return "full";
	return SQLITE_UNAVAILABLE.test(sqlite) || SYSTEM_UNAVAILABLE.test(passedOn) ? "unavailable" : null;
}
