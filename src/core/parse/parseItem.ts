import type { TimelineItem, TimelineItemKind } from "../../protocol/index.ts";
import { malformedMessageError } from "./malformed.ts";
import { isRecord, parseRecord, type UnknownRecord } from "./parseRecord.ts";

/** What has to be right about an item for the store to fold it. The rest is the workspace's own word. */
const ITEM_CHECKS: Readonly<Record<TimelineItemKind, (item: UnknownRecord) => boolean>> = {
	prompt: (item) => areStrings(item.clientId, item.text, item.state) && isRecord(item.by),
	message: (item) => areStrings(item.text) && Array.isArray(item.blocks),
	thought: (item) => areStrings(item.text),
	tool_call: isToolCall,
	plan: (item) => Array.isArray(item.entries),
	approval: (item) => isRecord(item.state) && isRecord(item.toolCall) && Array.isArray(item.options),
	notice: (item) => areStrings(item.level, item.message),
	unknown: (item) => areStrings(item.label),
};

/**
 * Looks at an item from the wire. One of a kind this version does not know is kept as `unknown`.
 *
 * @throws {WorkspaceError} `internal` when it is no item.
 */
export function parseItem(value: unknown): TimelineItem {
	const item = parseRecord(value, "an item");
	if (!areStrings(item.id, item.kind) || !Number.isFinite(item.order) || !Number.isFinite(item.seq)) {
		throw malformedMessageError("an item");
	}
	const kind = String(item.kind);
	if (!Object.hasOwn(ITEM_CHECKS, kind)) return toUnknownItem(item, kind);
	if (!ITEM_CHECKS[kind as TimelineItemKind](item)) throw malformedMessageError("an item");
	return value as TimelineItem;
}

function toUnknownItem(item: UnknownRecord, kind: string): TimelineItem {
	return {
		kind: "unknown",
		id: String(item.id),
		order: Number(item.order),
		seq: Number(item.seq),
		turnId: typeof item.turnId === "string" ? item.turnId : null,
		createdAt: Number(item.createdAt),
		label: kind,
		value: item,
	};
}

function isToolCall(item: UnknownRecord): boolean {
	return areStrings(item.toolCallId, item.title, item.status) && Array.isArray(item.content);
}

function areStrings(...values: readonly unknown[]): boolean {
	return values.every((value) => typeof value === "string");
}
