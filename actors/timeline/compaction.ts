import type { ContextCompactedEvent } from "../../src/protocol/index.ts";
import { closeItem } from "../../src/rules/items.ts";
import { parseCompaction, parseCompactionChunk } from "./acpSchemas.ts";
import {
	isJsonEqual,
	type Projection,
	type ProjectionContext,
	type ProjectionResult,
	type TrackedCompaction,
	unchanged,
	withItem,
} from "./projection.ts";

/** More is no summary, and each chunk would cost as much as all before it. */
const MAX_SUMMARY_CHARACTERS = 250_000;

/** `compaction_update`: one event per id, where its first update came. Null when it cannot be parsed. */
export function projectCompaction(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const reported = parseCompaction(update);
	if (reported === null) return null;
	const { compactionId, status, error } = reported;
	const known = projection.compaction?.compactionId === compactionId ? projection.compaction : null;
	const summary = (reported.summary ?? known?.summary ?? "").slice(0, MAX_SUMMARY_CHARACTERS);
	const event: ContextCompactedEvent = {
		type: "context_compacted",
		status,
		...(summary.trim() !== "" && status !== "in_progress" && { summary }),
		...(error && { error }),
	};
	const item = { ...(known?.item ?? createItem(context)), event };
	const compaction: TrackedCompaction = { compactionId, item, summary };
	const next = { ...projection, compaction };
	return isJsonEqual(known?.item, item) ? unchanged(next) : withItem(next, item);
}

/** `compaction_summary_chunk`, of a compaction that was announced. Null when it cannot be parsed. */
export function projectCompactionChunk(projection: Projection, update: unknown): ProjectionResult | null {
	const chunk = parseCompactionChunk(update);
	if (chunk === null) return null;
	const { compaction } = projection;
	const { compactionId, content } = chunk;
	if (compaction?.compactionId !== compactionId || content.type !== "text") return unchanged(projection);
	const summary = (compaction.summary + content.text).slice(0, MAX_SUMMARY_CHARACTERS);
	return unchanged({ ...projection, compaction: { ...compaction, summary } });
}

/** Closes a compaction that the agent will not end. */
export function closeCompaction(projection: Projection, { now }: ProjectionContext): ProjectionResult {
	const { compaction } = projection;
	const item = compaction && closeItem(compaction.item, now);
	if (!item || item === compaction.item) return unchanged(projection);
	return withItem({ ...projection, compaction: { ...compaction, item } }, item);
}

function createItem({ turnId, now: createdAt, createId }: ProjectionContext): Omit<TrackedCompaction["item"], "event"> {
	return { kind: "event", id: createId(), turnId, createdAt, by: null };
}
