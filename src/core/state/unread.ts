import type { ReadMark, TimelineItem } from "../../protocol/index.ts";
import { countUnread } from "../../rules/unread.ts";
import { updateFields } from "./structuralSharing.ts";
import type { WorkspaceState } from "./workspaceState.ts";

/** What is new for the person of this browser. */
export interface Unread {
	/**
	 * How much a person would count: the prompts and notes of others, what the agent says as one for each turn, permission requests
	 * and questions. 0 while they are at the newest item and see the page.
	 */
	readonly count: number;
	/** Whether there is more in what is not loaded. */
	readonly isPartial: boolean;
	/**
	 * Where the new begins: after this place. It stays there while the person reads, until they leave the page. Null when
	 * nothing was new when they came back.
	 */
	readonly since: ReadMark | null;
	/** The first item after that place that is not the person's own; null if there is none, or if it is not loaded. */
	readonly firstItemId: string | null;
}

/** Selects what is new for the person of this browser. */
export function selectUnread(state: WorkspaceState): Unread {
	const { read, unreadSince: since, self, hasOlder } = state;
	const oldest = state.items.get(state.itemIds[0] ?? "")?.order ?? 0;
	return {
		count: read && self ? countUnread(itemsAfter(state, read.order), self.userId) : 0,
		isPartial: read !== null && hasOlder && oldest > read.order,
		since,
		firstItemId: since && !(hasOlder && oldest > since.order) ? firstIdAfter(state, since.order) : null,
	};
}

/** The newest first. */
function* itemsAfter({ itemIds, items }: WorkspaceState, order: number): Generator<TimelineItem> {
	for (let index = itemIds.length - 1; index >= 0; index--) {
		const item = items.get(itemIds[index] ?? "");
		if (!item) continue;
		if (item.order <= order) return;
		yield item;
	}
}

/** It stands long before the end once somebody reads on, and is looked for with each word: so by bisection. */
function firstIdAfter(state: WorkspaceState, order: number): string | null {
	const { itemIds, items } = state;
	let start = 0;
	let end = itemIds.length;
	while (start < end) {
		const middle = (start + end) >> 1;
		if ((items.get(itemIds[middle] ?? "")?.order ?? 0) <= order) start = middle + 1;
		else end = middle;
	}
	for (let index = start; index < itemIds.length; index++) {
		const item = items.get(itemIds[index] ?? "");
		if (item && !isOwn(item, state)) return item.id;
	}
	return null;
}

function isOwn(item: TimelineItem, { self }: WorkspaceState): boolean {
	return (item.kind === "prompt" || item.kind === "note") && item.by.userId === self?.userId;
}

function hasUnread(state: WorkspaceState, order: number): boolean {
	for (const item of itemsAfter(state, order)) if (countUnread([item], state.self?.userId ?? "") > 0) return true;
	return false;
}

/** `reading`: at the newest item, and they see the page. `elsewhere`: they read further up. `away`: they do not see it. */
export type Whereabouts = "reading" | "elsewhere" | "away";

/**
 * Moves what the person of this browser has read, and the place where the new begins. That appears with the first thing
 * that arrives while they do not read, and moves only while they are away.
 *
 * @param now - By the workspace's clock.
 */
export function reduceReading(state: WorkspaceState, whereabouts: Whereabouts, now: number): WorkspaceState {
	const newest = state.items.get(state.itemIds.at(-1) ?? "")?.order ?? 0;
	const { lookedAt, clockOffsetMs } = state;
	// For somebody who was never here, nothing is new. A tab that is loaded behind others was looked at before.
	const read = state.read ?? { order: newest, at: lookedAt === null ? now : lookedAt + clockOffsetMs };
	if (whereabouts === "reading")
		return updateFields(state, { read: newest > read.order ? { order: newest, at: now } : read });
	if (whereabouts === "elsewhere" && state.unreadSince) return updateFields(state, { read });
	const begins = hasUnread(state, read.order) ? read : null;
	const unreadSince = begins && state.unreadSince?.order === begins.order ? state.unreadSince : begins;
	return updateFields(state, { read, ...forgetSummary(state, unreadSince) });
}

/** The person has said something: they know what was there. */
export function reduceCaughtUp(state: WorkspaceState): WorkspaceState {
	return updateFields(state, forgetSummary(state, null));
}

/** A summary is that of one absence. */
function forgetSummary({ unreadSince: before, unreadSummary }: WorkspaceState, unreadSince: ReadMark | null) {
	return { unreadSince, unreadSummary: unreadSince === before ? unreadSummary : null };
}
