import type { WorkspaceErrorCode } from "../../protocol/index.ts";
import { commandOf } from "../../rules/oversight.ts";
import { roomInQueue } from "../../rules/queue.ts";
import { hasRoomForSuggestion } from "../../rules/suggestions.ts";
import type { PendingPrompt, WorkspaceState } from "./workspaceState.ts";

/** A prompt that was refused or whose time ran out. */
export type UnsentPrompt = Extract<PendingPrompt, { readonly status: "failed" }>;

/** Only another prompt could be sent: what was refused is in the prompt itself. */
const NEEDS_EDIT: ReadonlySet<WorkspaceErrorCode> = new Set([
	"prompt_empty",
	"prompt_too_long",
	"attachment_too_large",
	"attachment_not_found",
	"invalid_argument",
]);

/** The prompts of the outbox that wait for their person, oldest first. */
export function unsentPrompts(outbox: readonly PendingPrompt[]): readonly UnsentPrompt[] {
	return outbox.filter((prompt) => prompt.status === "failed");
}

/**
 * The unsent prompts that the workspace would take now, as far as this browser knows, oldest first. Why a prompt was
 * refused may be over: the queue has room again, the turn has ended, the role has changed, the server can store again. It takes no more prompts
 * than the queue has room for, and none of a person who has sent too many in a short time.
 *
 * @param now - Milliseconds since 1970, by the browser's clock.
 */
export function sendablePrompts(state: WorkspaceState, now: number): readonly UnsentPrompt[] {
	const { outbox, queue, turn, self, whenBusy, session } = state;
	if (session?.storageError) return [];
	if (limitedUntil(outbox) > now) return [];
	const may = ({ suggested }: PendingPrompt) =>
		self?.allowedActions.includes(suggested ? "suggestPrompt" : "prompt") ?? true;
	const waits = (prompt: UnsentPrompt) =>
		turn !== null && !prompt.suggested && (prompt.whenBusy ?? whenBusy) === "refuse";
	const onTheirWay = outbox.filter(({ status, suggested }) => status === "sending" && !suggested).length;
	let room = Math.max(0, roomInQueue(queue, self?.userId) - onTheirWay);
	return unsentPrompts(outbox).filter((prompt) => {
		if (needsEdit(prompt) || waits(prompt) || !may(prompt)) return false;
		return prompt.suggested ? hasRoomForSuggestion(queue, self?.userId) : room-- > 0;
	});
}

/** Until when the workspace takes no prompts of this person; 0 if it does. In milliseconds since 1970, by the browser's clock. */
export function limitedUntil(outbox: readonly PendingPrompt[]): number {
	return unsentPrompts(outbox).reduce((latest, { retryAt = 0 }) => Math.max(latest, retryAt), 0);
}

/** A command that was forbidden to somebody who may send prompts is forbidden as this command. */
function needsEdit({ error, text }: UnsentPrompt): boolean {
	return NEEDS_EDIT.has(error.code) || (error.code === "forbidden" && commandOf(text) !== null);
}

/** Whether the reason for which the prompt was refused no longer holds. */
export function isReasonOver(prompt: UnsentPrompt, sendable: readonly UnsentPrompt[]): boolean {
	const mayBeOver = OUTDATED_REASONS.has(prompt.error.code) || prompt.retryAt !== undefined;
	return mayBeOver && sendable.includes(prompt);
}

/** Reasons that the state of the workspace says more about than the error does. */
const OUTDATED_REASONS: ReadonlySet<WorkspaceErrorCode> = new Set([
	"queue_full",
	"turn_running",
	"forbidden",
	"storage_full",
	"storage_unavailable",
]);
