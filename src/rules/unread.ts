import type {
	ApprovalItem,
	MessageItem,
	NoteItem,
	PromptItem,
	QuestionItem,
	TimelineItem,
} from "../protocol/timelineItem.ts";
import type { ReadMark, UnreadSummary } from "../protocol/unread.ts";
import { isNamed } from "./mentions.ts";
import { hasJoinedTurn } from "./turn.ts";

/** The kinds of items that may count as unread. */
export const UNREAD_KINDS = ["prompt", "message", "approval", "question", "note"] as const;

/** What of a message is needed to count it: a workspace reads thousands of them at once. */
export type CountedMessage = Pick<MessageItem, "kind" | "id" | "order" | "turnId" | "parentId">;

/** What is counted. Other items are not. */
export type CountedItem = PromptItem | CountedMessage | ApprovalItem | QuestionItem | NoteItem;

/** Where a person wants to set their mark. */
interface MarkedPlace {
	readonly order: number;
	/** The `order` of the newest item: nobody has read what is not there. */
	readonly newest: number;
	readonly now: number;
}

/** A repeat within this time changes nothing, so that it costs nothing. */
const SAME_MOMENT_MS = 1_000;

/** The mark of a person who has read up to a place: it never goes back. The same object when nothing changes. */
export function advanceReadMark(mark: ReadMark | null, { order, newest, now }: MarkedPlace): ReadMark {
	const next = { order: Math.min(order, newest), at: now };
	if (!mark || next.order > mark.order) return next;
	const isLater = next.order === mark.order && now - mark.at >= SAME_MOMENT_MS;
	return isLater ? next : mark;
}

/** The mark that is further on, of two that a client knows. */
export function laterReadMark(one: ReadMark | null, other: ReadMark | null): ReadMark | null {
	if (!one || !other) return one ?? other;
	if (one.order !== other.order) return one.order > other.order ? one : other;
	return other.at > one.at ? other : one;
}

/**
 * How much of these items a person would count as new: the prompts and notes of others, what the agent says as one for each turn,
 * and what people were asked.
 *
 * @param items - Those after the person's mark.
 */
export function countUnread(items: Iterable<TimelineItem | CountedMessage>, userId: string): number {
	let count = 0;
	const turns = new Set<string | null>();
	for (const item of items) {
		if (item.kind === "message") {
			if (item.parentId === undefined) turns.add(item.turnId);
		} else if (countsAsUnread(item, userId)) count += 1;
	}
	return count + turns.size;
}

function countsAsUnread(item: Exclude<TimelineItem, MessageItem>, userId: string): boolean {
	if (item.kind === "prompt") return item.by.userId !== userId && item.state !== "withdrawn";
	if (item.kind === "note") return item.by.userId !== userId && item.deletedAt === null;
	if (item.kind === "approval") return wasAsked(item) && answererOf(item) !== userId;
	return item.kind === "question" && answererOf(item) !== userId;
}

function answererOf({ state }: ApprovalItem | QuestionItem): string | null {
	return state.status === "answered" ? (state.by?.userId ?? null) : null;
}

const NEVER_ASKED: ReadonlySet<string> = new Set(["denied", "malformed", "too_many"]);

/** Whether people were asked, and not only the policy. */
function wasAsked({ state }: ApprovalItem): boolean {
	if (state.status === "answered") return state.by !== null;
	return state.status === "pending" || !NEVER_ASKED.has(state.reason);
}

/**
 * What has happened since a person was there.
 *
 * @param items - Those after the mark, and the prompts of the turn that ran then.
 */
export function summarizeUnread(
	items: readonly (TimelineItem | CountedMessage)[],
	since: ReadMark,
	userId: string,
): Omit<UnreadSummary, "isPartial"> {
	const isAfter = ({ order }: { readonly order: number }) => order > since.order;
	const ended = items.flatMap((item) => (item.kind === "prompt" && hasEndedSince(item, since) ? [item] : []));
	const byOthers = items.filter(
		(item): item is NoteItem | PromptItem =>
			(item.kind === "note" || item.kind === "prompt") && isAfter(item) && countsAsUnread(item, userId),
	);
	const naming = byOthers.filter(({ mentions }) => isNamed(mentions, userId));
	const files = ended.flatMap(({ result }) => result?.files.map(({ path }) => path) ?? []);
	return {
		count: countUnread(items.filter(isAfter), userId),
		turns: ended.length,
		failures: ended.filter(({ state }) => state === "failed" || state === "interrupted").length,
		files: new Set(files).size,
		notes: byOthers.filter(({ kind }) => kind === "note").length,
		mentions: naming.length,
		approvals: items.filter((item) => item.kind === "approval" && isAfter(item) && wasAsked(item)).length,
	};
}

/** One that a crash has cut off does not say when it ended. */
function hasEndedSince(prompt: PromptItem, { order, at }: ReadMark): boolean {
	if (hasJoinedTurn(prompt)) return false;
	if (prompt.result) return prompt.result.endedAt > at;
	return prompt.state === "interrupted" && prompt.order > order;
}
