import type { ToolCall } from "../../protocol/index.ts";

/** The places of a call that no diff of it names: a diff is a way to its file by itself. */
export function locationsWithoutDiff({ locations, content }: ToolCall): ToolCall["locations"] {
	const changed = new Set(content.map((part) => (part.type === "diff" ? part.path : null)));
	return locations.filter(({ path, line }) => line !== undefined || !changed.has(path));
}
