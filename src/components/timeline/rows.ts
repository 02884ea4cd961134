"use client";

import { useMemo, useSyncExternalStore } from "react";
import type { PromptItem, TimelineItem } from "../../protocol/index.ts";
import { useOutbox, useTimeline } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { hasJoinedTurn } from "../../rules/turn.ts";
import { nestedFoldId, nestedItems, type PlacedItem, placeNested } from "../item-kind/nestedItems.ts";
import { approvalsByCall } from "../items/approval/approvalsByCall.ts";
import { itemKindOf } from "../items/itemKinds.ts";
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
}

interface RowsContext {
	/** Whether items before the first one are not loaded. */
	readonly hasOlder: boolean;
	/** Whether the rows of what the subagent of a call did are shown. Default: none are. */
	readonly isUnfolded?: ((itemId: string) => boolean) | undefined;
}

/**
 * The rows for items, followed by the pending prompts. A permission request is shown in the row of its tool call, and what
 * a subagent did in rows below the call that started it. Reads only fields that never change, so that the rows stay the
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
	const folded = new Set(approvals.values());
	const shown = placeNested(
		loaded.filter((item) => !folded.has(item.id)),
		isUnfolded,
	);
	const promptOfTurn = new Map<string, string>();
	const rows = shown.map(({ item, turnId, nestedIds, depth }, index) => {
		if (item.kind === "prompt" && item.turnId && !hasJoinedTurn(item)) promptOfTurn.set(item.turnId, item.id);
		const before = neighbourOf(shown, index, -1, (other) => isWithdrawn(other) || isAside(other));
		const startsAgentSection = depth === 0 && isFromAgent(item) && startsSection(turnId, before, hasOlder);
		const promptId = promptOfTurn.get(turnId ?? "") ?? null;
		const endsPromptId = endedPromptId(turnId, neighbourOf(shown, index, 1, isWithdrawn), promptOfTurn);
		const approvalId = approvals.get(item.id) ?? null;
		return { ...itemRow(item), approvalId, promptId, startsAgentSection, endsPromptId, nestedIds, depth };
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
 * The previous or next item. A prompt that was withdrawn during a turn does not split the turn, and an event or a notice of
 * the agent does not end what it says.
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
	return item?.kind === "event" || (item?.kind === "notice" && item.code === "agent_notice");
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

const NONE: readonly string[] = [];
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
	const starting = useWorkspaceSelector(selectStartingPrompt);
	const parentIds = useMemo(() => {
		const { items } = store.get();
		return [...nestedItems(itemIds.flatMap((id) => items.get(id) ?? [])).keys()];
	}, [store, itemIds]);
	const readUnfolded = () => parentIds.filter((id) => folds.isOpen(nestedFoldId(id))).join(" ");
	const unfolded = useSyncExternalStore(folds.subscribe, readUnfolded, readUnfolded);
	return useMemo(() => {
		// Those that were not sent wait above the composer, so that the latest turn stays in sight.
		const sending = outbox.filter(({ status }) => status === "sending");
		const pending = starting ? [starting, ...sending] : sending;
		const unfoldedIds = new Set(unfolded.split(" "));
		const isUnfolded = (id: string) => unfoldedIds.has(id);
		return buildTimelineRows(itemIds, store.get().items, pending, { hasOlder, isUnfolded });
	}, [store, itemIds, starting, outbox, hasOlder, unfolded]);
}
