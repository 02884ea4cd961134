import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { storageErrorInfo } from "../database/storageError.ts";
import { readEngineDisk } from "../server/engineDisk.ts";

/** What people see of an error of the storage; null for any other error. Looks at the disk of an engine on this machine. */
export function describeStorageError(error: unknown): Promise<WorkspaceErrorInfo | null> {
	return storageErrorInfo(error, () => readEngineDisk(process.env));
}
