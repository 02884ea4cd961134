import type { NoteItem, PromptItem, Self } from "../../protocol/index.ts";
import { mayAnswerApproval } from "../../rules/approvals.ts";
import { promptersOf, requestsFor } from "../../rules/attention.ts";
import { isClaimedByOther } from "../../rules/claims.ts";
import { isNamed } from "../../rules/mentions.ts";
import { waitingPrompts } from "../../rules/queue.ts";
import { suggestionsIn } from "../../rules/suggestions.ts";
import { hasJoinedTurn } from "../../rules/turn.ts";
import { isWheelOfOther } from "../../rules/wheel.ts";
import { idsOfKind } from "./idsOfKind.ts";
import { readNotes } from "./notes.ts";
import { unsentPrompts } from "./unsentPrompts.ts";
import type { WorkspaceState } from "./workspaceState.ts";

/**
 * Why something waits for a person. `approval`, `question`: they may answer it and have not yet. `suggestion`: they may
 * send or decline a prompt that somebody else suggests. `wheel_request`: they have the wheel, and somebody asks for it.
 * `turn_finished`, `turn_failed`: a turn that they have prompted, or whose suggestion they have sent, has ended since they
 * last looked at the page. `mention`: a note or a prompt that they have not read names them. `prompt_stuck`: their prompt
 * was refused, or waits for a session that has failed.
 */
export type AttentionKind =
	| "approval"
	| "question"
	| "suggestion"
	| "wheel_request"
	| "turn_finished"
	| "turn_failed"
	| "mention"
	| "prompt_stuck";

/** One thing that waits for the person of this browser. */
export interface Attention {
	/** Unique in the workspace, and the same for as long as the thing waits, in every tab and after a reload. */
	readonly id: string;
	/** Why it waits. */
	readonly kind: AttentionKind;
	/**
	 * The item of the timeline or the queue that it is about; null for a prompt that the workspace has not taken, and for a
	 * `wheel_request`.
	 */
	readonly itemId: string | null;
	/** Since when, in milliseconds since 1970 by the workspace's clock. */
	readonly since: number;
	/**
	 * What it is about, as the agent or the person wrote it: a tool call's title, a question, a prompt, the name of who asks
	 * for the wheel. Plain text, not trusted.
	 */
	readonly text: string;
}

/**
 * Selects what waits for the person of this browser: first what they have to answer, then their prompts that are stuck,
 * the ends of their turns and what names them, each the oldest first. A pure function of the state, so whatever is settled
 * anywhere is gone with the patch that says so.
 */
export function selectAttention(state: WorkspaceState): readonly Attention[] {
	const { self, loaded } = state;
	if (!loaded || !self) return NOTHING;
	const waiting = [
		...waitingApprovals(state, self),
		...waitingQuestions(state, self),
		...waitingSuggestions(state, self),
		...wheelRequests(state, self),
		...stuckPrompts(state, self),
		...endedTurns(state, self),
		...newMentions(state, self),
	];
	return waiting.length > 0 ? waiting : NOTHING;
}

const NOTHING: readonly Attention[] = [];

function waitingApprovals({ approvals }: WorkspaceState, self: Self): readonly Attention[] {
	return approvals
		.filter((approval) => mayAnswerApproval(approval, self) && !isClaimedByOther(approval, self))
		.filter(({ votes = [] }) => !votes.some(({ by }) => by.userId === self.userId))
		.map(({ id, createdAt, toolCall }) => ({
			id: `approval:${id}`,
			kind: "approval",
			itemId: id,
			since: createdAt,
			text: toolCall.title,
		}));
}

function waitingQuestions({ questions }: WorkspaceState, self: Self): readonly Attention[] {
	if (!self.allowedActions.includes("answerQuestion")) return NOTHING;
	const open = questions.filter((question) => !isClaimedByOther(question, self));
	return open.map(({ id, createdAt, message }) => ({
		id: `question:${id}`,
		kind: "question",
		itemId: id,
		since: createdAt,
		text: message,
	}));
}

function waitingSuggestions({ queue, session }: WorkspaceState, self: Self): readonly Attention[] {
	if (!self.allowedActions.includes("sendSuggestion") || isWheelOfOther(session?.wheel, self)) return NOTHING;
	return suggestionsIn(queue)
		.filter(({ by }) => by.userId !== self.userId)
		.map(({ id, createdAt, text }) => ({
			id: `suggestion:${id}`,
			kind: "suggestion",
			itemId: id,
			since: createdAt,
			text,
		}));
}

function wheelRequests({ session }: WorkspaceState, self: Self): readonly Attention[] {
	return requestsFor(session?.wheel ?? null)
		.filter(({ userId }) => userId === self.userId)
		.map(({ id, since, by }) => ({ id, kind: "wheel_request", itemId: null, since, text: by.name }));
}

/** Their id is that of the prompt's client, because a prompt that is refused first may be stuck in the queue later. */
function stuckPrompts({ outbox, queue, session, clockOffsetMs }: WorkspaceState, self: Self): readonly Attention[] {
	const refused = unsentPrompts(outbox).map(({ clientId, createdAt, text }) =>
		stuckPrompt(clientId, null, createdAt + clockOffsetMs, text),
	);
	if (session?.state.status !== "failed") return refused;
	const waiting = waitingPrompts(queue)
		.filter((prompt) => isPrompter(prompt, self))
		.map(({ clientId, id, createdAt, text }) => stuckPrompt(clientId, id, createdAt, text));
	return [...refused, ...waiting];
}

function stuckPrompt(clientId: string, itemId: string | null, since: number, text: string): Attention {
	return { id: `prompt:${clientId}`, kind: "prompt_stuck", itemId, since, text };
}

/** The ends of this person's turns since they last looked, here or elsewhere. Nothing while they look: they see it happen. */
function endedTurns(state: WorkspaceState, self: Self): readonly Attention[] {
	if (state.lookedAt === null) return NOTHING;
	const lookedAt = Math.max(state.lookedAt + state.clockOffsetMs, state.read?.at ?? 0);
	const ended: Attention[] = [];
	const ids = idsOfKind(state, "prompt");
	// Turns end in the order of their prompts, so nothing before one that ended while the person looked can be newer.
	for (let index = ids.length - 1; index >= 0; index--) {
		const prompt = state.items.get(ids[index] ?? "");
		if (prompt?.kind !== "prompt" || hasJoinedTurn(prompt)) continue;
		const endedAt = endOf(prompt, state);
		if (endedAt === null) continue;
		if (endedAt <= lookedAt) break;
		if (!isPrompter(prompt, self) || isStoppedBy(prompt, self)) continue;
		const hasFailed = prompt.state === "failed" || prompt.state === "interrupted";
		const kind = hasFailed ? "turn_failed" : "turn_finished";
		ended.push({ id: `turn:${prompt.id}`, kind, itemId: prompt.id, since: endedAt, text: prompt.text });
	}
	return ended.reverse();
}

function isPrompter(prompt: PromptItem, { userId }: Self): boolean {
	return promptersOf(prompt).some((person) => person.userId === userId);
}

function isStoppedBy({ result }: PromptItem, { userId }: Self): boolean {
	return result?.stoppedBy?.userId === userId;
}

/** When the turn of a prompt ended; null while it runs. One that a crash has cut off ended when a notice said so. */
function endOf(prompt: PromptItem, { itemIds, items }: WorkspaceState): number | null {
	if (prompt.result) return prompt.result.endedAt;
	if (prompt.state !== "interrupted") return null;
	for (let index = itemIds.indexOf(prompt.id) + 1; index < itemIds.length; index++) {
		const item = items.get(itemIds[index] ?? "");
		if (item?.kind === "notice" && item.turnId === prompt.turnId) return item.createdAt;
	}
	return null;
}

/** The notes and prompts that name this person and that they have not read, unless the thread of a note is settled. */
function newMentions(state: WorkspaceState, self: Self): readonly Attention[] {
	return [...readNotes(state), ...unreadPrompts(state), ...state.queue]
		.filter(({ by, mentions }) => by.userId !== self.userId && isNamed(mentions, self.userId))
		.filter((item) => !isClosed(item, state) && isUnseen(item, state))
		.map((item): Attention => {
			const { id, text } = item;
			return { id: `mention:${id}`, kind: "mention", itemId: id, since: writtenAt(item), text };
		})
		.sort((one, other) => one.since - other.since);
}

function writtenAt(item: NoteItem | PromptItem): number {
	return (item.kind === "note" ? item.editedAt : null) ?? item.createdAt;
}

/** Whether nobody has to read it any more. */
function isClosed(item: NoteItem | PromptItem, { items }: WorkspaceState): boolean {
	if (item.kind === "prompt") return item.state === "withdrawn";
	const thread = item.threadId === null ? item : items.get(item.threadId);
	return item.resolved !== null || (thread?.kind === "note" && thread.resolved !== null);
}

/** The prompts after this person's mark. */
function unreadPrompts(state: WorkspaceState): readonly PromptItem[] {
	const unread: PromptItem[] = [];
	const ids = idsOfKind(state, "prompt");
	for (let index = ids.length - 1; index >= 0; index--) {
		const prompt = state.items.get(ids[index] ?? "");
		if (prompt?.kind !== "prompt") continue;
		if (prompt.order <= (state.read?.order ?? Number.POSITIVE_INFINITY)) break;
		unread.push(prompt);
	}
	return unread;
}

/**
 * Whether it lies after this person's mark, or has changed while they did not look, in this tab or another. What waits in the
 * queue lies nowhere yet.
 */
function isUnseen(item: NoteItem | PromptItem, { read, lookedAt, clockOffsetMs }: WorkspaceState): boolean {
	const isQueued = item.kind === "prompt" && item.state === "queued";
	if (read && !isQueued && item.order > read.order) return true;
	const at = writtenAt(item);
	return lookedAt !== null && at > lookedAt + clockOffsetMs && at > (read?.at ?? 0);
}
