import type { TimelineItem } from "../../protocol/index.ts";
import { hasJoinedTurn } from "../../rules/turn.ts";
import { isStreamedItem } from "../state/selectors.ts";

/** When an item changes, in milliseconds since 1970 by the workspace's clock. */
export interface ItemTimes {
	/** When it appears. */
	readonly begin: number;
	/** When its text is complete; `begin` for items without one that streams. */
	readonly grown: number;
	/** From when on it is as the transcript has it. */
	readonly settled: number;
}

/**
 * The times of all items of a timeline. Numbers in arrays of their own, because a long session has 100,000 items and each
 * of them is compared when somebody seeks.
 */
export interface TimelineTimes {
	/** Never less than the one before, so that the items that have appeared are always the first ones. */
	readonly begins: Float64Array;
	readonly grown: Float64Array;
	readonly settled: Float64Array;
}

export function timesOf({ begins, grown, settled }: TimelineTimes, index: number): ItemTimes {
	return { begin: begins[index] ?? 0, grown: grown[index] ?? 0, settled: settled[index] ?? 0 };
}

/** How fast a text appears of which only the beginning and the end are known: about 80 characters a second, as agents write. */
const MS_PER_CHARACTER = 12;

/** Derives from what the items hold when each of them appeared, grew and was settled. */
export function timeItems(items: readonly TimelineItem[]): TimelineTimes {
	const begins = beginsOf(items);
	const turnEnds = turnEndsOf(items, begins);
	const closings = closingsOf(items, begins, turnEnds);
	const grown = new Float64Array(items.length);
	const settled = new Float64Array(items.length);
	for (const [index, item] of items.entries()) {
		const begin = begins[index] ?? 0;
		const growthMs = isStreamedItem(item) ? item.text.length * MS_PER_CHARACTER : 0;
		grown[index] = begin + Math.max(0, Math.min(growthMs, (closings[index] ?? 0) - begin));
		settled[index] = Math.max(grown[index] ?? 0, settledAt(item, turnEnds) ?? begin);
	}
	return { begins, grown, settled };
}

function beginsOf(items: readonly TimelineItem[]): Float64Array {
	const begins = new Float64Array(items.length);
	let last = Number.NEGATIVE_INFINITY;
	for (const [index, item] of items.entries()) {
		last = Math.max(last, appearedAt(item));
		begins[index] = last;
	}
	return begins;
}

/** A prompt was created when it was sent, and stands in the timeline since its turn began. */
function appearedAt(item: TimelineItem): number {
	if (item.kind !== "prompt" || !item.result || hasJoinedTurn(item)) return item.createdAt;
	return Math.max(item.createdAt, item.result.endedAt - item.result.durationMs);
}

/** When each turn ended; of one without a result, when its last item appeared. */
function turnEndsOf(items: readonly TimelineItem[], begins: Float64Array): ReadonlyMap<string, number> {
	const ends = new Map<string, number>();
	for (const [index, { turnId }] of items.entries()) if (turnId !== null) ends.set(turnId, begins[index] ?? 0);
	for (const item of items) {
		if (item.kind === "prompt" && item.turnId !== null && item.result && !hasJoinedTurn(item))
			ends.set(item.turnId, item.result.endedAt);
		if (item.kind === "event" && item.event.type === "background_work" && item.event.endedAt !== null)
			ends.set(item.id, item.event.endedAt);
	}
	return ends;
}

/**
 * By when the text of each item is complete: when whoever writes it does the next thing, or the turn ends. What people do
 * meanwhile does not interrupt it.
 */
function closingsOf(
	items: readonly TimelineItem[],
	begins: Float64Array,
	turnEnds: ReadonlyMap<string, number>,
): Float64Array {
	const closings = new Float64Array(items.length);
	const next = new Map<string, number>();
	for (let index = items.length - 1; index >= 0; index--) {
		const item = items[index];
		if (!item || !isFromAgent(item)) continue;
		const writer = `${item.turnId ?? ""}/${("parentId" in item && item.parentId) || ""}`;
		const endedAt = item.kind === "thought" ? item.endedAt : null;
		const turnEnd = isStreamedItem(item) && item.open ? undefined : turnEnds.get(item.turnId ?? "");
		closings[index] = endedAt ?? next.get(writer) ?? turnEnd ?? Number.POSITIVE_INFINITY;
		next.set(writer, begins[index] ?? 0);
	}
	return closings;
}

function isFromAgent({ kind }: TimelineItem): boolean {
	return kind !== "prompt" && kind !== "event" && kind !== "note" && kind !== "notice";
}

/** The last moment at which the item is known to have changed; undefined if that is when it appeared. */
function settledAt(item: TimelineItem, turnEnds: ReadonlyMap<string, number>): number | undefined {
	switch (item.kind) {
		case "prompt":
			if (item.state === "running" || item.state === "queued" || item.state === "withdrawn") return undefined;
			return item.result?.endedAt ?? turnEnds.get(item.turnId ?? "");
		case "thought":
		case "tool_call":
			return item.endedAt ?? undefined;
		case "plan":
			return item.entries.length > 0 ? turnEnds.get(item.turnId ?? "") : undefined;
		case "approval":
			return latest(decidedAt(item), item.claim?.at, ...(item.votes ?? []).map(({ at }) => at));
		case "question":
			return latest(decidedAt(item), item.claim?.at, "completedAt" in item.state ? item.state.completedAt : undefined);
		case "note":
			return latest(item.editedAt, item.resolved?.at);
		case "event":
			return item.event.type === "background_work" ? (item.event.endedAt ?? undefined) : undefined;
		default:
			return undefined;
	}
}

/** When a permission request or a question was answered or cancelled; undefined while it waits. */
export function decidedAt({ state }: Extract<TimelineItem, { kind: "approval" | "question" }>): number | undefined {
	if (state.status === "pending") return undefined;
	return state.status === "cancelled" ? state.cancelledAt : state.answeredAt;
}

function latest(...moments: readonly (number | null | undefined)[]): number | undefined {
	const known = moments.filter((moment) => typeof moment === "number");
	return known.length > 0 ? Math.max(...known) : undefined;
}
