import { malformedMessageError } from "./malformed.ts";
import { parseArray, parseRecord } from "./parseRecord.ts";

const PATHS = "paths";

/** @throws {WorkspaceError} `internal` when it is no list of paths. */
export function parseFoundFiles(value: unknown): readonly string[] {
	return parseArray(parseRecord(value, PATHS).paths, PATHS).map((path) => {
		if (typeof path !== "string") throw malformedMessageError(PATHS);
		return path;
	});
}
