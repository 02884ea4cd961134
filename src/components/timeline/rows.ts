"use client";

import { useContext, useMemo, useSyncExternalStore } from "react";
import { selectIsNew } from "../../core/state/selectors.ts";
import type { PromptItem, ReadMark, TimelineItem } from "../../protocol/index.ts";
import { ReplayContext } from "../../react/ReplayContext.ts";
import { useOutbox, useTimeline } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { hasJoinedTurn } from "../../rules/turn.ts";
import { nestedFoldId, nestedItems, type PlacedItem, placeNested } from "../item-kind/nestedItems.ts";
import { approvalsByCall } from "../items/approval/approvalsByCall.ts";
import { groupEvents } from "../items/event/eventGroups.ts";
import { itemKindOf } from "../items/itemKinds.ts";
import { placeNotes } from "../items/note/placeNotes.ts";
import { selectStartingPrompt } from "../items/prompt/PendingPrompt.tsx";
import type { FoldStore } from "../primitives/Fold.tsx";

/** A row of the timeline. */
export interface TimelineRow {
	/** A prompt keeps its key when it moves from the outbox into the timeline, so that its row is not remounted. */
	readonly key: string;
	/** The item it shows; null for a pending prompt. */
	readonly itemId: string | null;
	readonly kind: TimelineItem["kind"] | "pending" | "withdrawn";
	/** The height of the row in pixels, until it is measured. */
	readonly estimatedHeight: number;
	/** Whether what follows answers it. A withdrawn prompt has no answer. */
	readonly startsTurn: boolean;
	/** The permission request that is shown in the row of its tool call. */
	readonly approvalId: string | null;
	/** Whether the agent's name is shown above it. */
	readonly startsAgentSection: boolean;
	/** The prompt of the turn that it belongs to, if that is loaded. */
	readonly promptId: string | null;
	/** The prompt whose turn this row is the last of so far. */
	readonly endsPromptId: string | null;
	/** What the subagent of a tool call did. The rows of these items follow if they are unfolded. */
	readonly nestedIds: readonly string[];
	/** In how many subagents it is nested. */
	readonly depth: number;
	/** What is new for the reader begins with this row: when they were last here, in milliseconds since 1970. */
	readonly newSince?: number | undefined;
	/** The notes that are shown in the row: those about the item, or the replies to a note. */
	readonly noteIds: readonly string[];
	/** All events that it shows in one line, the item first; empty for a row of one item. */
	readonly groupIds: readonly string[];
}

interface RowsContext {
	/** Whether items before the first one are not loaded. */
	readonly hasOlder: boolean;
	/** Whether the rows of what the subagent of a call did are shown. Default: none are. */
	readonly isUnfolded?: ((itemId: string) => boolean) | undefined;
}

const NONE: readonly string[] = [];

/**
 * The rows for items, followed by the pending prompts. A permission request is shown in the row of its tool call, a note in
 * the row of what it is about, and what a subagent did in rows below the call that started it. Reads only fields that never change, so that the rows stay the
 * same while items grow.
 */
export function buildTimelineRows(
	itemIds: readonly string[],
	items: ReadonlyMap<string, TimelineItem>,
	pending: readonly Pick<PromptItem, "clientId">[],
	{ hasOlder, isUnfolded = () => false }: RowsContext,
): readonly TimelineRow[] {
	const loaded = itemIds.map((id) => items.get(id)).filter((item) => item !== undefined);
	const approvals = approvalsByCall(loaded);
	const notes = placeNotes(loaded, approvals);
	const folded = new Set([...approvals.values(), ...[...notes.values()].flat()]);
	const placed = placeNested(
		loaded.filter((item) => !folded.has(item.id)),
		isUnfolded,
	);
	const groups = groupEvents(placed);
	const grouped = new Set([...groups.values()].flatMap(([, ...others]) => others));
	const shown = placed.filter(({ item }) => !grouped.has(item.id));
	const promptOfTurn = new Map<string, string>();
	const rows = shown.map(({ item, turnId, nestedIds, depth }, index) => {
		if (item.kind === "prompt" && item.turnId && !hasJoinedTurn(item)) promptOfTurn.set(item.turnId, item.id);
		const before = neighbourOf(shown, index, -1, (other) => isWithdrawn(other) || isAside(other));
		const startsAgentSection = depth === 0 && isFromAgent(item) && startsSection(turnId, before, hasOlder);
		const promptId = promptOfTurn.get(turnId ?? "") ?? null;
		const endsPromptId = endedPromptId(
			turnId,
			neighbourOf(shown, index, 1, (other) => isWithdrawn(other) || other?.kind === "note"),
			promptOfTurn,
		);
		const approvalId = approvals.get(item.id) ?? null;
		const groupIds = groups.get(item.id) ?? NONE;
		const noteIds =
			groupIds.length > 0 ? groupIds.flatMap((id) => notes.get(id) ?? NONE) : (notes.get(item.id) ?? NONE);
		return {
			...itemRow(item),
			approvalId,
			promptId,
			startsAgentSection,
			endsPromptId,
			nestedIds,
			depth,
			noteIds,
			groupIds,
		};
	});
	return [...rows, ...pending.map(pendingRow)];
}

function itemRow(item: TimelineItem): Pick<TimelineRow, "key" | "itemId" | "kind" | "estimatedHeight" | "startsTurn"> {
	const isPrompt = item.kind === "prompt";
	const kind = isWithdrawn(item) ? "withdrawn" : item.kind;
	const key = isPrompt ? item.clientId || item.id : item.id;
	const estimatedHeight = itemKindOf(item).estimateHeight(item);
	return { key, itemId: item.id, kind, estimatedHeight, startsTurn: kind === "prompt" };
}

/**
 * The previous or next item. Neither a prompt that was withdrawn during a turn nor a note splits the turn, and an event, a note of
 * a person or a notice of the agent does not end what it says.
 */
function neighbourOf(
	placed: readonly PlacedItem[],
	index: number,
	step: -1 | 1,
	isSkipped: (item: TimelineItem | undefined) => boolean,
): PlacedItem | undefined {
	let at = index + step;
	while (isSkipped(placed[at]?.item)) at += step;
	return placed[at];
}

function isWithdrawn(item: TimelineItem | undefined): boolean {
	return item?.kind === "prompt" && item.state === "withdrawn";
}

function isAside(item: TimelineItem | undefined): boolean {
	return item?.kind === "event" || item?.kind === "note" || (item?.kind === "notice" && item.code === "agent_notice");
}

function startsSection(turnId: string | null, before: PlacedItem | undefined, hasOlder: boolean): boolean {
	// The item before the first row is not loaded; most likely it is the agent's.
	if (!before) return !hasOlder;
	return !isFromAgent(before.item) || before.turnId !== turnId;
}

function endedPromptId(
	turnId: string | null,
	after: PlacedItem | undefined,
	promptOfTurn: ReadonlyMap<string, string>,
): string | null {
	if (turnId === null || turnId === after?.turnId) return null;
	return promptOfTurn.get(turnId) ?? null;
}

function isFromAgent(item: TimelineItem): boolean {
	return itemKindOf(item).isFromAgent;
}

/** The line above a row, in pixels. */
const NEW_LINE_HEIGHT = 36;

/** Where the new begins, and what is known of the items. */
interface NewRows {
	readonly since: ReadMark | null;
	readonly items: ReadonlyMap<string, TimelineItem>;
	/** Whether items before the first row are not loaded: then the new may begin there. */
	readonly hasOlder: boolean;
}

/** Marks the row with which the new begins. What a subagent did stands with its call, wherever that is. */
export function markNewRow(rows: readonly TimelineRow[], { since, items, hasOlder }: NewRows): readonly TimelineRow[] {
	if (!since) return rows;
	const isNew = (id: string | null) => (items.get(id ?? "")?.order ?? 0) > since.order;
	const first = rows.findIndex((row) => row.depth === 0 && [row.itemId, row.approvalId, ...row.groupIds].some(isNew));
	const row = rows[first];
	if (!row || (first === 0 && hasOlder)) return rows;
	const marked = { ...row, newSince: since.at, estimatedHeight: row.estimatedHeight + NEW_LINE_HEIGHT };
	return [...rows.slice(0, first), marked, ...rows.slice(first + 1)];
}

const NO_ROWS: readonly TimelineRow[] = [];
const PENDING_ROW_HEIGHT = 96;

function pendingRow({ clientId: key }: Pick<PromptItem, "clientId">): TimelineRow {
	return {
		key,
		itemId: null,
		kind: "pending",
		estimatedHeight: PENDING_ROW_HEIGHT,
		startsTurn: false,
		approvalId: null,
		startsAgentSection: false,
		promptId: null,
		endsPromptId: null,
		nestedIds: NONE,
		depth: 0,
		noteIds: NONE,
		groupIds: NONE,
	};
}

/**
 * The rows of the timeline. They change only when an item is added or removed, or what a subagent did is folded or
 * unfolded.
 */
export function useTimelineRows(folds: FoldStore): readonly TimelineRow[] {
	const store = useWorkspaceStore();
	const itemIds = useTimeline();
	const outbox = useOutbox();
	const hasOlder = useWorkspaceSelector((state) => state.hasOlder);
	const isReplay = useContext(ReplayContext) !== null;
	const isNew = useWorkspaceSelector(selectIsNew) && !isReplay;
	const starting = useWorkspaceSelector(selectStartingPrompt);
	const parentIds = useMemo(() => {
		const { items } = store.get();
		return [...nestedItems(itemIds.flatMap((id) => items.get(id) ?? [])).keys()];
	}, [store, itemIds]);
	const readUnfolded = () => parentIds.filter((id) => folds.isOpen(nestedFoldId(id))).join(" ");
	const since = useWorkspaceSelector((state) => state.unreadSince);
	const unfolded = useSyncExternalStore(folds.subscribe, readUnfolded, readUnfolded);
	return useMemo(() => {
		// Those that were not sent wait above the composer, so that the latest turn stays in sight.
		const sending = outbox.filter(({ status }) => status === "sending");
		const pending = starting ? [starting, ...sending] : sending;
		const unfoldedIds = new Set(unfolded.split(" "));
		const isUnfolded = (id: string) => unfoldedIds.has(id);
		// Who has come is no reason not to say how to begin.
		if (isNew && pending.length === 0) return NO_ROWS;
		const { items } = store.get();
		const rows = buildTimelineRows(itemIds, items, pending, { hasOlder, isUnfolded });
		return markNewRow(rows, { since, items, hasOlder });
	}, [store, itemIds, starting, outbox, hasOlder, unfolded, since, isNew]);
}
