import type { PendingPrompt } from "../../core/index.ts";
import type { TimelineItem } from "../../protocol/index.ts";

/** A row of the list. */
export interface TimelineRow {
	/** A prompt keeps its key on its way from the outbox into the timeline, so that nothing flickers. */
	readonly key: string;
	/** The item it shows; null for a prompt that is not with the workspace yet. */
	readonly itemId: string | null;
	readonly kind: TimelineItem["kind"] | "pending";
	/** Whether the agent begins to speak here. */
	readonly opensAgent: boolean;
	/** The prompt whose turn ends with this row, as far as it has ended. */
	readonly endsPromptId: string | null;
}

const PEOPLES_KINDS: ReadonlySet<TimelineItem["kind"]> = new Set(["prompt", "notice"]);

/**
 * The rows for items, and after them the prompts that are still on their way. Reads only what never changes in an
 * item's life, so that the rows stay the same while items grow.
 */
export function timelineRows(
	itemIds: readonly string[],
	items: ReadonlyMap<string, TimelineItem>,
	outbox: readonly PendingPrompt[],
	hasOlder: boolean,
): readonly TimelineRow[] {
	const shown = itemIds.map((id) => items.get(id)).filter((item) => item !== undefined);
	const promptOfTurn = new Map<string, string>();
	const rows = shown.map((item, index) => {
		if (item.kind === "prompt" && item.turnId) promptOfTurn.set(item.turnId, item.id);
		const opensAgent = isAgents(item) && opens(item, shown[index - 1], hasOlder);
		return { ...itemRow(item), opensAgent, endsPromptId: endedPrompt(item, shown[index + 1], promptOfTurn) };
	});
	return [...rows, ...outbox.map(pendingRow)];
}

function itemRow(item: TimelineItem): Pick<TimelineRow, "key" | "itemId" | "kind"> {
	return { key: item.kind === "prompt" ? item.clientId || item.id : item.id, itemId: item.id, kind: item.kind };
}

function opens(item: TimelineItem, before: TimelineItem | undefined, hasOlder: boolean): boolean {
	// What stands before the first row is not loaded yet; most likely more of the agent's.
	if (!before) return !hasOlder;
	return !isAgents(before) || before.turnId !== item.turnId;
}

function endedPrompt(
	item: TimelineItem,
	after: TimelineItem | undefined,
	promptOfTurn: ReadonlyMap<string, string>,
): string | null {
	if (item.turnId === null || item.turnId === after?.turnId) return null;
	return promptOfTurn.get(item.turnId) ?? null;
}

function isAgents(item: TimelineItem): boolean {
	return !PEOPLES_KINDS.has(item.kind);
}

function pendingRow(prompt: PendingPrompt): TimelineRow {
	return { key: prompt.clientId, itemId: null, kind: "pending", opensAgent: false, endsPromptId: null };
}
