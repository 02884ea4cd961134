import type { Person } from "../protocol/participant.ts";
import type { NoteItem, PromptItem, TimelineItem } from "../protocol/timelineItem.ts";
import type { Wheel, WheelAsker } from "../protocol/wheel.ts";
import { ERASED_NAME } from "./erasePerson.ts";
import { hasJoinedTurn } from "./turn.ts";

/** What an item says of something that waits for people, whether it begins or ends to wait. */
export interface AttentionChange {
	/** Unique in the workspace, for as long as the thing waits. */
	readonly id: string;
	readonly kind:
		| "approval"
		| "question"
		| "suggestion"
		| "wheel_request"
		| "turn_finished"
		| "turn_failed"
		| "mention"
		| "prompt_stuck";
	/** Whom it waits for; null for everybody whose role may answer. */
	readonly userId: string | null;
	/** Milliseconds since 1970. */
	readonly since: number;
	readonly isSettled: boolean;
}

interface ItemContext {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Who has the wheel; null while nobody has. */
	readonly wheel: Wheel | null;
}

/** What the item says of what waits. The end of a turn waits for those who have prompted it, who end that by reading. */
export function attentionChangesOf(item: TimelineItem, context: ItemContext): readonly AttentionChange[] {
	if (item.kind === "approval" || item.kind === "question") {
		const isSettled = item.state.status !== "pending";
		return [{ id: `${item.kind}:${item.id}`, kind: item.kind, userId: null, since: item.createdAt, isSettled }];
	}
	return item.kind === "prompt" ? promptChanges(item, context) : [];
}

function promptChanges(prompt: PromptItem, { now, wheel }: ItemContext): readonly AttentionChange[] {
	const decision = changesOfSuggestion(prompt, wheel);
	if (prompt.state === "queued") return decision;
	const unstuck = stuckPrompt(prompt).map((change) => ({ ...change, isSettled: true }));
	return [...decision, ...unstuck, ...endsOfTurn(prompt, now)];
}

/** Those whose prompt it is: its author and whoever has sent it, if it was a suggestion. */
export function promptersOf({ by, sentBy }: Pick<PromptItem, "by" | "sentBy">): readonly Person[] {
	return sentBy && sentBy.userId !== by.userId ? [by, sentBy] : [by];
}

/** A suggestion waits for those who decide about it, until it is sent, declined or taken back. */
function changesOfSuggestion(prompt: PromptItem, wheel: Wheel | null): readonly AttentionChange[] {
	const { id, createdAt, state, suggestion, sentBy } = prompt;
	if (state === "queued" && suggestion) return waitForDecision(prompt, `suggestion:${id}`, wheel);
	const settled = {
		id: `suggestion:${id}`,
		kind: "suggestion",
		userId: null,
		since: createdAt,
		isSettled: true,
	} as const;
	return suggestion || sentBy ? [settled] : [];
}

/** It waits for everybody with the role; while somebody has the wheel, for them alone, and not if it is their own. */
function waitForDecision({ by, createdAt }: PromptItem, id: string, wheel: Wheel | null): readonly AttentionChange[] {
	const userId = wheel?.by.userId ?? null;
	if (userId === by.userId) return [];
	return [{ id, kind: "suggestion", userId, since: createdAt, isSettled: false }];
}

/**
 * Whom a suggestion waits for when somebody else has the wheel, or nobody any more. What waited for others until then is
 * settled by the caller.
 */
export function redirectSuggestion(prompt: PromptItem, { now, wheel }: ItemContext): readonly AttentionChange[] {
	return waitForDecision(prompt, ["suggestion", prompt.id, now, ...(wheel ? [wheel.by.userId] : [])].join(":"), wheel);
}

/** The end of a turn waits for those who have prompted it, and not for whoever has stopped it. */
function endsOfTurn(prompt: PromptItem, now: number): readonly AttentionChange[] {
	const { id, by, state, result } = prompt;
	if (!hasEnded(prompt) || hasJoinedTurn(prompt)) return [];
	const kind = state === "failed" || state === "interrupted" ? "turn_failed" : "turn_finished";
	const since = result?.endedAt ?? now;
	return promptersOf(prompt)
		.filter(({ userId }) => userId !== result?.stoppedBy?.userId)
		.map(({ userId }) => ({ id: idFor(`turn:${id}`, userId, by), kind, userId, since, isSettled: false }));
}

/** Whether the turn of a prompt is over. */
export function hasEnded({ state }: Pick<PromptItem, "state">): boolean {
	return state === "done" || state === "failed" || state === "cancelled" || state === "interrupted";
}

function idFor(id: string, userId: string, author: Person): string {
	return userId === author.userId ? id : `${id}:${userId}`;
}

/** Somebody who asks for the wheel. */
export interface WheelRequestChange extends AttentionChange {
	/** Who it is. */
	readonly by: WheelAsker;
}

/** Who begins to ask a holder of the wheel for it, and who no longer does. */
export function wheelRequestChanges(before: Wheel | null, after: Wheel | null): readonly WheelRequestChange[] {
	const asked = requestsFor(before);
	const asking = requestsFor(after);
	const isIn = (requests: readonly WheelRequestChange[], { id }: WheelRequestChange) =>
		requests.some((request) => request.id === id);
	return [
		...asked.filter((request) => !isIn(asking, request)).map((request) => ({ ...request, isSettled: true })),
		...asking.filter((request) => !isIn(asked, request)),
	];
}

/** The requests that wait for the holder of the wheel. */
export function requestsFor(wheel: Wheel | null): readonly WheelRequestChange[] {
	if (!wheel) return [];
	const { userId } = wheel.by;
	return wheel.asked.map((by) => ({
		id: ["wheel", userId, by.userId, by.at].join(":"),
		kind: "wheel_request",
		userId,
		since: by.at,
		isSettled: false,
		by,
	}));
}

/**
 * What a note or a prompt says of those whom it names: who is named for the first time, and who no longer is, because it was
 * changed, deleted or withdrawn. Nobody is named by what they have written themselves, nor a second time by the same item.
 *
 * @param before - The item until now; null for a new one.
 */
export function mentionChangesOf<Item extends NoteItem | PromptItem>(
	item: Item,
	before: Item | null,
): readonly AttentionChange[] {
	// Erasing somebody changes whom it names, but nobody has edited it.
	if (before && countErased(item) > countErased(before)) return [];
	const named = namedBy(item);
	const namedBefore = before ? namedBy(before) : [];
	const editedAt = item.kind === "note" ? item.editedAt : null;
	const change = (userId: string, isSettled: boolean): AttentionChange => ({
		id: `mention:${item.id}:${userId}`,
		kind: "mention",
		userId,
		since: editedAt ?? item.createdAt,
		isSettled,
	});
	return [
		...named.filter((userId) => !namedBefore.includes(userId)).map((userId) => change(userId, false)),
		...namedBefore.filter((userId) => !named.includes(userId)).map((userId) => change(userId, true)),
	];
}

function namedBy(item: NoteItem | PromptItem): readonly string[] {
	if (item.kind === "prompt" && item.state === "withdrawn") return [];
	return (item.mentions ?? []).flatMap(({ userId }) => (userId === item.by.userId ? [] : [userId]));
}

function countErased({ mentions = [] }: NoteItem | PromptItem): number {
	return mentions.filter(({ name }) => name === ERASED_NAME).length;
}

/** A queued prompt whose session has failed. */
export function stuckPrompt(prompt: PromptItem): readonly AttentionChange[] {
	const { clientId, by, createdAt } = prompt;
	return promptersOf(prompt).map(({ userId }) => ({
		id: idFor(`prompt:${clientId}`, userId, by),
		kind: "prompt_stuck",
		userId,
		since: createdAt,
		isSettled: false,
	}));
}
