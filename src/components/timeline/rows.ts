"use client";

import { useMemo } from "react";
import type { PromptItem, TimelineItem } from "../../protocol/index.ts";
import { useOutbox, useTimeline } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { approvalsByCall } from "../items/approval/approvalsByCall.ts";
import { itemKindOf } from "../items/itemKinds.ts";
import { selectStartingPrompt } from "../items/prompt/PendingPrompt.tsx";

/** A row of the timeline. */
export interface TimelineRow {
	/** A prompt keeps its key when it moves from the outbox into the timeline, so that its row is not remounted. */
	readonly key: string;
	/** The item it shows; null for a pending prompt. */
	readonly itemId: string | null;
	readonly kind: TimelineItem["kind"] | "pending" | "withdrawn";
	/** The height of the row in pixels, until it is measured. */
	readonly estimatedHeight: number;
	/** Whether it is the prompt of the turn that follows. A withdrawn prompt is not. */
	readonly startsTurn: boolean;
	/** The permission request that is shown in the row of its tool call. */
	readonly approvalId: string | null;
	/** Whether the agent's name is shown above it. */
	readonly startsAgentSection: boolean;
	/** The prompt whose turn this row is the last of so far. */
	readonly endsPromptId: string | null;
}

/**
 * The rows for items, followed by the pending prompts. A permission request is shown in the row of its tool call. Reads
 * only fields that never change, so that the rows stay the same while items grow.
 *
 * @param hasOlder - Whether items before the first one are not loaded.
 */
export function buildTimelineRows(
	itemIds: readonly string[],
	items: ReadonlyMap<string, TimelineItem>,
	pending: readonly Pick<PromptItem, "clientId">[],
	hasOlder: boolean,
): readonly TimelineRow[] {
	const loaded = itemIds.map((id) => items.get(id)).filter((item) => item !== undefined);
	const approvals = approvalsByCall(loaded);
	const folded = new Set(approvals.values());
	const shown = loaded.filter((item) => !folded.has(item.id));
	const promptOfTurn = new Map<string, string>();
	const rows = shown.map((item, index) => {
		if (item.kind === "prompt" && item.turnId) promptOfTurn.set(item.turnId, item.id);
		const startsAgentSection = isFromAgent(item) && startsSection(item, neighbourOf(shown, index, -1), hasOlder);
		const endsPromptId = endedPromptId(item, neighbourOf(shown, index, 1), promptOfTurn);
		return { ...itemRow(item), approvalId: approvals.get(item.id) ?? null, startsAgentSection, endsPromptId };
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

/** The previous or next item. A prompt that was withdrawn during a turn does not split the turn. */
function neighbourOf(items: readonly TimelineItem[], index: number, step: -1 | 1): TimelineItem | undefined {
	let at = index + step;
	while (isWithdrawn(items[at])) at += step;
	return items[at];
}

function isWithdrawn(item: TimelineItem | undefined): boolean {
	return item?.kind === "prompt" && item.state === "withdrawn";
}

function startsSection(item: TimelineItem, before: TimelineItem | undefined, hasOlder: boolean): boolean {
	// The item before the first row is not loaded; most likely it is the agent's.
	if (!before) return !hasOlder;
	return !isFromAgent(before) || before.turnId !== item.turnId;
}

function endedPromptId(
	item: TimelineItem,
	after: TimelineItem | undefined,
	promptOfTurn: ReadonlyMap<string, string>,
): string | null {
	if (item.turnId === null || item.turnId === after?.turnId) return null;
	return promptOfTurn.get(item.turnId) ?? null;
}

function isFromAgent(item: TimelineItem): boolean {
	return itemKindOf(item).isFromAgent;
}

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
		endsPromptId: null,
	};
}

/** The rows of the timeline. They change only when an item is added or removed. */
export function useTimelineRows(): readonly TimelineRow[] {
	const store = useWorkspaceStore();
	const itemIds = useTimeline();
	const outbox = useOutbox();
	const hasOlder = useWorkspaceSelector((state) => state.hasOlder);
	const starting = useWorkspaceSelector(selectStartingPrompt);
	return useMemo(() => {
		const pending = starting ? [starting, ...outbox] : outbox;
		return buildTimelineRows(itemIds, store.get().items, pending, hasOlder);
	}, [store, itemIds, starting, outbox, hasOlder]);
}
