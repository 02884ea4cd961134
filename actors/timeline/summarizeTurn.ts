import type { ChangedFile, TurnResult } from "../../src/protocol/index.ts";
import { type ChangedLines, countChangedLines } from "../../src/protocol/lines/countChangedLines.ts";
import { splitLines } from "../../src/protocol/lines/splitLines.ts";
import { turnUsage } from "../../src/protocol/turnUsage.ts";
import type { ProjectedItem } from "./projectedChange.ts";
import type { Projection } from "./projection.ts";

/** The part of a turn's result that its timeline tells. */
export type TurnSummary = Pick<TurnResult, "files" | "toolCalls" | "commands" | "approvals" | "usage">;

type ToolCallItem = ProjectedItem<"tool_call">;

/**
 * What happened in the turn the projection stands in: call it once the turn is closed. Only calls that completed
 * touch files; one that failed or was refused did not.
 *
 * @example
 * const result = { ...summarizeTurn(projection), stopReason, error: null, endedAt, durationMs };
 */
export function summarizeTurn({ toolCalls, turnId, approvals, session, usageBefore }: Projection): TurnSummary {
	const calls = toolCalls
		.values()
		.map((call) => call.item)
		.filter((item) => item.turnId === turnId);
	return {
		files: touchedFiles(calls.filter((call) => call.status === "completed")),
		toolCalls: calls.length,
		commands: calls.filter((call) => call.toolKind === "execute").length,
		approvals,
		usage: turnUsage(usageBefore, session.usage),
	};
}

function touchedFiles(calls: readonly ToolCallItem[]): readonly ChangedFile[] {
	const files = new Map<string, ChangedFile>();
	for (const file of calls.flatMap(filesOf)) {
		const { added, removed } = files.get(file.path) ?? { added: 0, removed: 0 };
		files.set(file.path, { path: file.path, added: added + file.added, removed: removed + file.removed });
	}
	return [...files.values()];
}

function filesOf(call: ToolCallItem): readonly ChangedFile[] {
	const diffs = call.content.filter((content) => content.type === "diff");
	if (diffs.length > 0) {
		return diffs.map(({ path, oldText, newText }) => ({ path, ...changedLines(oldText ?? "", newText) }));
	}
	// Some agents change a file and do not show how.
	const isChange = call.toolKind === "edit" || call.toolKind === "delete" || call.toolKind === "move";
	return isChange ? call.locations.map(({ path }) => ({ path, added: 0, removed: 0 })) : [];
}

/** What is too different to compare counts as replaced. */
function changedLines(oldText: string, newText: string): ChangedLines {
	return (
		countChangedLines(oldText, newText) ?? { added: splitLines(newText).length, removed: splitLines(oldText).length }
	);
}
