import type { TimelineItem, TimelineItemKind } from "../../protocol/index.ts";
import { malformed } from "./malformed.ts";
import { isRecord, parseRecord, type UnknownRecord } from "./parseRecord.ts";

/** What has to be right about an item for the store to fold it. The rest is the workspace's own word. */
const KINDS: Readonly<Record<TimelineItemKind, (item: UnknownRecord) => boolean>> = {
	prompt: (item) => isText(item.clientId, item.text, item.state) && isRecord(item.by),
	message: (item) => isText(item.text) && Array.isArray(item.blocks),
	thought: (item) => isText(item.text),
	tool_call: isToolCall,
	plan: (item) => Array.isArray(item.entries),
	approval: (item) => isRecord(item.state) && isRecord(item.toolCall) && Array.isArray(item.options),
	notice: (item) => isText(item.level, item.message),
	unknown: (item) => isText(item.label),
};

/**
 * Looks at an item from the wire. One of a kind this version does not know is kept as `unknown`.
 *
 * @throws {WorkspaceError} `internal` when it is no item.
 */
export function parseItem(value: unknown): TimelineItem {
	const item = parseRecord(value, "an item");
	if (!isText(item.id, item.kind) || !Number.isFinite(item.order) || !Number.isFinite(item.seq)) {
		throw malformed("an item");
	}
	const kind = String(item.kind);
	if (!Object.hasOwn(KINDS, kind)) return keepAsUnknown(item, kind);
	if (!KINDS[kind as TimelineItemKind](item)) throw malformed("an item");
	return value as TimelineItem;
}

function keepAsUnknown(item: UnknownRecord, kind: string): TimelineItem {
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
	return isText(item.toolCallId, item.title, item.status) && Array.isArray(item.content);
}

function isText(...values: readonly unknown[]): boolean {
	return values.every((value) => typeof value === "string");
}
