import type { NoteItem, PromptItem, TimelineItem } from "../protocol/timelineItem.ts";
import { hasJoinedTurn } from "./turn.ts";

/** What an item says of something that waits for people, whether it begins or ends to wait. */
export interface AttentionChange {
	/** Unique in the workspace, for as long as the thing waits. */
	readonly id: string;
	readonly kind: "approval" | "question" | "suggestion" | "turn_finished" | "turn_failed" | "mention" | "prompt_stuck";
	/** Whom it waits for; null for everybody whose role may answer. */
	readonly userId: string | null;
	/** Milliseconds since 1970. */
	readonly since: number;
	readonly isSettled: boolean;
}

/** What the item says of what waits. The end of a turn waits for its author, who ends that by reading. */
export function attentionChangesOf(item: TimelineItem, now: number): readonly AttentionChange[] {
	if (item.kind === "approval" || item.kind === "question") {
		const isSettled = item.state.status !== "pending";
		return [{ id: `${item.kind}:${item.id}`, kind: item.kind, userId: null, since: item.createdAt, isSettled }];
	}
	return item.kind === "prompt" ? promptChanges(item, now) : [];
}

function promptChanges(prompt: PromptItem, now: number): readonly AttentionChange[] {
	const suggestion = changeOfSuggestion(prompt);
	if (prompt.state === "queued") return suggestion;
	const unstuck = { ...stuckPrompt(prompt), isSettled: true };
	const end = endOfTurn(prompt, now);
	return [...suggestion, unstuck, ...(end ? [end] : [])];
}

/** A suggestion waits for those who may send it, until it is sent, declined or taken back. */
function changeOfSuggestion({ id, createdAt, state, suggestion, sentBy }: PromptItem): readonly AttentionChange[] {
	if (!suggestion && !sentBy) return [];
	const isSettled = state !== "queued" || !suggestion;
	return [{ id: `suggestion:${id}`, kind: "suggestion", userId: null, since: createdAt, isSettled }];
}

function endOfTurn(prompt: PromptItem, now: number): AttentionChange | null {
	const { id, by, state, result } = prompt;
	const hasEnded = state === "done" || state === "failed" || state === "cancelled" || state === "interrupted";
	if (!hasEnded || hasJoinedTurn(prompt) || result?.stoppedBy?.userId === by.userId) return null;
	const kind = state === "failed" || state === "interrupted" ? "turn_failed" : "turn_finished";
	return { id: `turn:${id}`, kind, userId: by.userId, since: result?.endedAt ?? now, isSettled: false };
}

/**
 * What a note says of those whom it names: who is named for the first time, and who no longer is, because it was changed or
 * deleted. Nobody is named by a note of their own, nor a second time by the same note. Erasing a person changes whom a note
 * names, too, but nobody has edited it then.
 *
 * @param before - The note until now; null for a new one.
 */
export function mentionChangesOf(note: NoteItem, before: NoteItem | null): readonly AttentionChange[] {
	if (before && before.editedAt === note.editedAt && before.deletedAt === note.deletedAt) return [];
	const named = namedBy(note);
	const namedBefore = before ? namedBy(before) : [];
	const change = (userId: string, isSettled: boolean): AttentionChange => ({
		id: `mention:${note.id}:${userId}`,
		kind: "mention",
		userId,
		since: note.editedAt ?? note.createdAt,
		isSettled,
	});
	return [
		...named.filter((userId) => !namedBefore.includes(userId)).map((userId) => change(userId, false)),
		...namedBefore.filter((userId) => !named.includes(userId)).map((userId) => change(userId, true)),
	];
}

function namedBy({ by, mentions }: NoteItem): readonly string[] {
	return mentions.flatMap(({ userId }) => (userId === by.userId ? [] : [userId]));
}

/** A queued prompt whose session has failed. */
export function stuckPrompt({ clientId, by, createdAt }: PromptItem): AttentionChange {
	return { id: `prompt:${clientId}`, kind: "prompt_stuck", userId: by.userId, since: createdAt, isSettled: false };
}
