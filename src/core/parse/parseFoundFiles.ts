import { malformed } from "./malformed.ts";
import { parseArray, parseRecord } from "./parseRecord.ts";

const WHAT = "paths";

/** @throws {WorkspaceError} `internal` when it is no list of paths. */
export function parseFoundFiles(value: unknown): readonly string[] {
	return parseArray(parseRecord(value, WHAT).paths, WHAT).map((path) => {
		if (typeof path !== "string") throw malformed(WHAT);
		return path;
	});
}
