import { LIMITS, type Person, type TimelineItem, TRANSCRIPT_VERSION, type Transcript } from "../../protocol/index.ts";
import { toPerson } from "../../rules/access.ts";
import { toWorkspaceError } from "../errors/WorkspaceError.ts";
import { systemClock } from "../platform/timing.ts";
import { peopleOf } from "../state/personMarks.ts";
import { oldestOrder } from "../state/timelineReducer.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

/** The options of `readTranscript`. */
export interface ReadTranscriptOptions {
	/** Ends it: the promise rejects with the signal's reason. */
	readonly signal?: AbortSignal | undefined;
	/** Called after each page with the number of items that were read so far. */
	readonly onProgress?: ((items: number) => void) | undefined;
}

/**
 * Reads the whole timeline of a workspace, older pages and the rest of truncated items too. The state of the store stays
 * as it is: what is read is held by the caller alone.
 *
 * Loaded items are as they were at the call, older ones as they are when they are read. It costs a `getHistory` per
 * `LIMITS.windowItems` items, and a `getItem` per truncated one.
 *
 * @throws {WorkspaceError} As the actions do: `connection_lost`, `rate_limited`, …
 * @example
 * const transcript = await readTranscript(store);
 * await fetch("/sessions/42.json", { method: "PUT", body: JSON.stringify(transcript) });
 */
export async function readTranscript(
	store: WorkspaceStore,
	{ signal, onProgress }: ReadTranscriptOptions = {},
): Promise<Transcript> {
	const items = await loadFullItems(store, await readAllItems(store, { signal, onProgress }), signal);
	const { workspaceId, session, clockOffsetMs } = store.get();
	return {
		format: "workspace-chat-transcript",
		version: TRANSCRIPT_VERSION,
		workspaceId,
		title: session?.title?.trim() || null,
		agent: session?.agent ?? "",
		folder: session?.cwd ?? null,
		exportedAt: systemClock.now() + clockOffsetMs,
		people: peopleIn(items),
		items,
	};
}

async function readAllItems(
	store: WorkspaceStore,
	{ signal, onProgress }: ReadTranscriptOptions,
): Promise<readonly TimelineItem[]> {
	const state = store.get();
	const items = new Map(state.items);
	// A workspace that has not responded yet is read from its end.
	let before = state.loaded ? oldestOrder(state) : Number.MAX_SAFE_INTEGER;
	let hasOlder = state.loaded ? state.hasOlder : true;
	onProgress?.(items.size);
	while (hasOlder) {
		const page = await store.call("getHistory", { before, limit: LIMITS.windowItems });
		signal?.throwIfAborted();
		// An item that has moved between two pages is in both; the one that was read first is the later one.
		for (const item of page.items) if (!items.has(item.id)) items.set(item.id, item);
		before = Math.min(...page.items.map(({ order }) => order));
		hasOlder = page.hasOlder && page.items.length > 0;
		onProgress?.(items.size);
	}
	return [...items.values()].filter(isInTimeline).sort((a, b) => a.order - b.order);
}

/** A queued prompt is in the queue, and has no place in the timeline yet. */
function isInTimeline(item: TimelineItem): boolean {
	return item.kind !== "prompt" || item.state !== "queued";
}

/**
 * The full versions of items that were truncated for the wire. One that the workspace no longer has stays truncated.
 *
 * @throws {WorkspaceError} When one could not be loaded for another reason.
 */
export async function loadFullItems(
	store: WorkspaceStore,
	items: readonly TimelineItem[],
	signal?: AbortSignal,
): Promise<readonly TimelineItem[]> {
	const full: TimelineItem[] = [];
	// One after the other, because such items are large.
	for (const item of items) {
		full.push(item.truncated ? await loadFullItem(store, item) : item);
		signal?.throwIfAborted();
	}
	return full;
}

async function loadFullItem(store: WorkspaceStore, item: TimelineItem): Promise<TimelineItem> {
	try {
		return await store.call("getItem", { id: item.id });
	} catch (error) {
		if (toWorkspaceError(error).code !== "not_found") throw error;
		return item;
	}
}

function peopleIn(items: readonly TimelineItem[]): readonly Person[] {
	const people = new Map<string, Person>();
	for (const person of items.flatMap(peopleOf))
		if (!people.has(person.userId)) people.set(person.userId, toPerson(person));
	return [...people.values()];
}
