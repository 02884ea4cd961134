"use client";

import { useMemo } from "react";
import type { PromptItem, TimelineItem } from "../../protocol/index.ts";
import { useOutbox, useTimeline } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { approvalsByCall } from "../items/approval/approvalsByCall.ts";
import { itemKindOf } from "../items/itemKinds.ts";
import { selectStartingPrompt } from "../items/prompt/PendingPrompt.tsx";

/** A row of the list. */
export interface TimelineRow {
	/** A prompt keeps its key on its way from the outbox into the timeline, so that nothing flickers. */
	readonly key: string;
	/** The item it shows; null for a prompt that is still on its way. */
	readonly itemId: string | null;
	readonly kind: TimelineItem["kind"] | "pending" | "withdrawn";
	/** The height of the row in pixels, until it is measured. */
	readonly estimatedHeight: number;
	/** Whether what follows was asked for here: not by a prompt that was withdrawn while the turn of another ran. */
	readonly startsTurn: boolean;
	/** The permission that is told in the row of its call. */
	readonly approvalId: string | null;
	/** Whether the agent begins to speak here. */
	readonly startsAgentSection: boolean;
	/** The prompt whose turn ends with this row, as far as it has ended. */
	readonly endsPromptId: string | null;
}

/**
 * The rows for items, and after them the prompts that are still on their way. A permission is told in the row of its
 * call. Reads only what never changes in an
 * item's life, so that the rows stay the same while items grow.
 */
export function buildTimelineRows(
	itemIds: readonly string[],
	items: ReadonlyMap<string, TimelineItem>,
	coming: readonly Pick<PromptItem, "clientId">[],
	hasOlder: boolean,
): readonly TimelineRow[] {
	const held = itemIds.map((id) => items.get(id)).filter((item) => item !== undefined);
	const approvals = approvalsByCall(held);
	const folded = new Set(approvals.values());
	const shown = held.filter((item) => !folded.has(item.id));
	const promptOfTurn = new Map<string, string>();
	const rows = shown.map((item, index) => {
		if (item.kind === "prompt" && item.turnId) promptOfTurn.set(item.turnId, item.id);
		const startsAgentSection = isFromAgent(item) && startsSection(item, neighbourOf(shown, index, -1), hasOlder);
		const endsPromptId = endedPromptId(item, neighbourOf(shown, index, 1), promptOfTurn);
		return { ...itemRow(item), approvalId: approvals.get(item.id) ?? null, startsAgentSection, endsPromptId };
	});
	return [...rows, ...coming.map(pendingRow)];
}

function itemRow(item: TimelineItem): Pick<TimelineRow, "key" | "itemId" | "kind" | "estimatedHeight" | "startsTurn"> {
	const isPrompt = item.kind === "prompt";
	const kind = isWithdrawn(item) ? "withdrawn" : item.kind;
	const key = isPrompt ? item.clientId || item.id : item.id;
	const estimatedHeight = itemKindOf(item).estimateHeight(item);
	return { key, itemId: item.id, kind, estimatedHeight, startsTurn: kind === "prompt" };
}

/** What was withdrawn while a turn ran does not part it. */
function neighbourOf(items: readonly TimelineItem[], index: number, step: -1 | 1): TimelineItem | undefined {
	let at = index + step;
	while (isWithdrawn(items[at])) at += step;
	return items[at];
}

function isWithdrawn(item: TimelineItem | undefined): boolean {
	return item?.kind === "prompt" && item.state === "withdrawn";
}

function startsSection(item: TimelineItem, before: TimelineItem | undefined, hasOlder: boolean): boolean {
	// What stands before the first row is not loaded yet; most likely more of the agent's.
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

/** The rows of the timeline. The same ones until an item comes or goes. */
export function useTimelineRows(): readonly TimelineRow[] {
	const store = useWorkspaceStore();
	const itemIds = useTimeline();
	const outbox = useOutbox();
	const hasOlder = useWorkspaceSelector((state) => state.hasOlder);
	const starting = useWorkspaceSelector(selectStartingPrompt);
	return useMemo(() => {
		const coming = starting ? [starting, ...outbox] : outbox;
		return buildTimelineRows(itemIds, store.get().items, coming, hasOlder);
	}, [store, itemIds, starting, outbox, hasOlder]);
}
