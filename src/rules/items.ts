import type { ItemClosing } from "../protocol/events.ts";
import type { TimelineItem, TimelineItemKind, WorkspaceEvent } from "../protocol/timelineItem.ts";
import type { ToolCallStatus } from "../protocol/toolCall.ts";

/** An item without the fields that the workspace sets when it stores it. */
type WithoutPlace<Item> = Item extends TimelineItem ? Omit<Item, "order" | "seq"> : never;

/** An item before the workspace gives it its place and its number. Name a kind to get that kind alone. */
export type UnplacedItem<Kind extends TimelineItemKind = TimelineItemKind> = WithoutPlace<
	Extract<TimelineItem, { readonly kind: Kind }>
>;

/** Whether an agent may still report more about a tool call of this status. */
export function isOpenStatus(status: ToolCallStatus): boolean {
	return status === "pending" || status === "in_progress";
}

/** Whether an item still waits for its end: a prompt to run, an approval or a question to be answered, a text to grow. */
export function isOpenItem(item: UnplacedItem): boolean {
	switch (item.kind) {
		case "prompt":
			return item.state === "queued" || item.state === "running";
		case "approval":
		case "question":
			return item.state.status === "pending";
		case "tool_call":
			return isOpenStatus(item.status);
		case "message":
		case "thought":
			return item.open;
		case "event":
			return closeEvent(item.event, 0) !== item.event;
		default:
			return false;
	}
}

function closeEvent(event: WorkspaceEvent, now: number): WorkspaceEvent {
	if (event.type === "background_work" && event.endedAt === null) return { ...event, endedAt: now };
	if (event.type === "context_compacted" && event.status === "in_progress") return { ...event, status: "cancelled" };
	return event;
}

/**
 * The item once nothing more can follow: a text ends, and a tool call or a compaction that its agent left open counts as
 * cancelled.
 * Prompts, approvals and questions are not closed here. Returns the same object when there is nothing to close.
 *
 * @example
 * const closed = closeItem(item, Date.now());
 */
export function closeItem<Item extends UnplacedItem>(item: Item, now: number): Item {
	if (item.kind === "message" && item.open) return { ...item, open: false };
	if (item.kind === "thought" && item.open) return { ...item, open: false, endedAt: now };
	if (item.kind === "event" && isOpenItem(item)) return { ...item, event: closeEvent(item.event, now) };
	if (item.kind === "tool_call" && isOpenStatus(item.status)) return { ...item, status: "cancelled", endedAt: now };
	return item;
}

/**
 * How an open item has ended, if nothing else of it has changed. Everybody has seen it grow, so only this is sent. Null
 * when it is not closed, or more has changed.
 */
export function findClosing(before: UnplacedItem | undefined, after: UnplacedItem): ItemClosing | null {
	if (!before || !isOpenItem(before) || isOpenItem(after)) return null;
	const closing = closingOf(after);
	return closing && isSameButForSeq(applyClosing(before, closing), after) ? closing : null;
}

function closingOf(item: UnplacedItem): ItemClosing | null {
	if (item.kind === "message") return { endedAt: null };
	if (item.kind === "thought") return { endedAt: item.endedAt };
	return item.kind === "tool_call" ? { endedAt: item.endedAt, status: item.status } : null;
}

/** The item closed as `findClosing` said. The same object when it is of a kind that has no such end. */
export function applyClosing<Item extends UnplacedItem>(item: Item, { endedAt, status }: ItemClosing): Item {
	if (item.kind === "message") return { ...item, open: false };
	if (item.kind === "thought") return { ...item, open: false, endedAt };
	return item.kind === "tool_call" && status !== undefined ? { ...item, status, endedAt } : item;
}

/** Parts that did not change are the same objects. */
function isSameButForSeq(one: object, other: object): boolean {
	const names = new Set([...Object.keys(one), ...Object.keys(other)]);
	names.delete("seq");
	return [...names].every((name) => Reflect.get(one, name) === Reflect.get(other, name));
}

/**
 * The item once the process that worked on it is gone: a running prompt is interrupted, a pending approval or question
 * cancelled.
 * Queued prompts keep waiting. Returns the same object when there is nothing to close.
 */
export function interruptItem<Item extends UnplacedItem>(item: Item, now: number): Item {
	if (item.kind === "prompt") return item.state === "running" ? { ...item, state: "interrupted" } : item;
	if (item.kind !== "approval" && item.kind !== "question") return closeItem(item, now);
	if (item.state.status !== "pending") return item;
	const reason = item.expiresAt !== undefined && item.expiresAt <= now ? "expired" : "interrupted";
	return { ...item, state: { status: "cancelled", reason, cancelledAt: now } };
}
