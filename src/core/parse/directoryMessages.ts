import { DIRECTORY_RESPONSES, type DirectoryPatchBatch, directoryPatchBatchSchema } from "../../protocol/directory.ts";
import type { DirectoryActionName, DirectoryResponse } from "../../protocol/index.ts";
import { parseMessage, type Schema } from "../../protocol/schema.ts";
import { malformedResponseError } from "./messages.ts";

/** @throws {WorkspaceError} `internal` when it has another shape. */
export function parseDirectoryResponse<Name extends DirectoryActionName>(
	name: Name,
	value: unknown,
): DirectoryResponse<Name> {
	const response = parseMessage(DIRECTORY_RESPONSES[name] as unknown as Schema<DirectoryResponse<Name>>, value);
	if (response === null) throw malformedResponseError(name);
	return response;
}

/** Null when it has another shape: then the list is loaded again. */
export function parseDirectoryPatches(value: unknown): DirectoryPatchBatch | null {
	return parseMessage(directoryPatchBatchSchema, value);
}
