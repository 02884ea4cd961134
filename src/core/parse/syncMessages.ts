import {
	type Head,
	type HistoryPage,
	type Patch,
	type PatchBatch,
	PROTOCOL_VERSION,
	type SyncResponse,
	type TimelineItem,
	type TimelineItemKind,
} from "../../protocol/index.ts";
import { WorkspaceError } from "../errors/WorkspaceError.ts";
import {
	isRecord,
	malformedMessageError,
	parseArray,
	parseNonNegativeInteger,
	parseRecord,
	type UnknownRecord,
} from "./values.ts";

/** @throws {WorkspaceError} `internal` when it is no head. */
export function parseHead(value: unknown): Head {
	const head = parseRecord(value, "a head");
	return { epoch: parseNonNegativeInteger(head.epoch, "a head"), seq: parseNonNegativeInteger(head.seq, "a head") };
}

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

/**
 * Looks at the workspace's answer to `sync`.
 *
 * @throws {WorkspaceError} `client_outdated` or `server_outdated` when the other side speaks another protocol,
 *   `internal` when it is no such answer.
 */
export function parseSyncAnswer(value: unknown): SyncResponse {
	const answer = parseRecord(value, "its state");
	requireSameProtocol(answer.protocol);
	requireSyncFields(answer);
	return {
		...(answer as unknown as SyncResponse),
		...parseHead(answer),
		now: Number.isFinite(answer.now) ? Number(answer.now) : undefined,
		items: parseItems(answer.items),
		queue: parseItems(answer.queue).filter((item) => item.kind === "prompt"),
		approvals: parseItems(answer.approvals).filter((item) => item.kind === "approval"),
	};
}

function requireSameProtocol(protocol: unknown): void {
	if (protocol === PROTOCOL_VERSION) return;
	if (typeof protocol !== "number") throw malformedMessageError("its state");
	throw protocol > PROTOCOL_VERSION ? clientOutdatedError(protocol) : serverOutdatedError(protocol);
}

function requireSyncFields(answer: UnknownRecord): void {
	if (answer.window !== "new" && answer.window !== "changed") throw malformedMessageError("its state");
	parseRecord(answer.session, "its session");
	parseRecord(answer.self, "its state");
	if (answer.turn !== null) parseRecord(answer.turn, "a turn");
	parseArray(answer.participants, "participants");
}

function parseItems(value: unknown) {
	return parseArray(value, "items").map(parseItem);
}

function clientOutdatedError(protocol: number): WorkspaceError {
	return new WorkspaceError({
		code: "client_outdated",
		message: `This page is too old for its workspace: it speaks protocol ${PROTOCOL_VERSION}, the workspace ${protocol}.`,
		hint: "Reload the page; if that does not help, update workspace-chat in the app.",
	});
}

function serverOutdatedError(protocol: number): WorkspaceError {
	return new WorkspaceError({
		code: "server_outdated",
		message: `The workspace is too old for this page: it speaks protocol ${protocol}, the page ${PROTOCOL_VERSION}.`,
		hint: "Update workspace-chat on the server.",
	});
}

/**
 * Looks at one change from the wire.
 *
 * @throws {WorkspaceError} `internal` when it is of no known kind or shape.
 */
function parsePatch(value: unknown): Patch {
	const patch = parseRecord(value, "a change");
	const seq = parseNonNegativeInteger(patch.seq, "a change");
	switch (patch.kind) {
		case "item":
			return { kind: "item", seq, item: parseItem(patch.item) };
		case "append":
			return parseAppendPatch(patch, seq);
		case "turn":
			if (patch.turn !== null) parseRecord(patch.turn, "a turn");
			return patch as Patch;
		case "session":
			parseRecord(patch.change, "a change of the session");
			return patch as Patch;
		case "participants":
			parseArray(patch.participants, "participants");
			return patch as Patch;
		default:
			throw malformedMessageError("a change");
	}
}

function parseAppendPatch(patch: UnknownRecord, seq: number): Patch {
	const { itemId, text } = patch;
	if (typeof itemId !== "string" || typeof text !== "string") throw malformedMessageError("a change");
	return { kind: "append", seq, itemId, offset: parseNonNegativeInteger(patch.offset, "a change"), text };
}

/** @throws {WorkspaceError} `internal` when it is no batch, or holds a change of no known kind. */
export function parsePatchBatch(value: unknown): PatchBatch {
	const batch = parseRecord(value, "changes");
	return {
		epoch: parseNonNegativeInteger(batch.epoch, "changes"),
		from: parseNonNegativeInteger(batch.from, "changes"),
		to: parseNonNegativeInteger(batch.to, "changes"),
		patches: parseArray(batch.patches, "changes").map(parsePatch),
	};
}

/**
 * Reads a head as a batch without changes: it fits when nothing before it was missed.
 *
 * @throws {WorkspaceError} `internal` when it is no head.
 */
export function parseHeadAsBatch(value: unknown): PatchBatch {
	const { epoch, seq } = parseHead(value);
	return { epoch, from: seq + 1, to: seq, patches: [] };
}

/** @throws {WorkspaceError} `internal` when it is no page. */
export function parseHistoryPage(value: unknown): HistoryPage {
	const page = parseRecord(value, "a page of history");
	return { items: parseArray(page.items, "a page of history").map(parseItem), hasOlder: page.hasOlder === true };
}

/** The name of whoever ended the workspace; null when the event does not tell. */
export function parseDestroyerName(event: unknown): string | null {
	const by = isRecord(event) ? event.by : null;
	return isRecord(by) && typeof by.name === "string" ? by.name : null;
}
