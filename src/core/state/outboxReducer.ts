import type { TimelineItem, WorkspaceErrorInfo } from "../../protocol/index.ts";
import type { PendingPrompt } from "./workspaceState.ts";

type PendingPrompts = readonly PendingPrompt[];

/** Appends prompts to the outbox, except those whose client id is in it already. */
export function addToOutbox(outbox: PendingPrompts, prompts: readonly PendingPrompt[]): PendingPrompts {
	const clientIds = new Set(outbox.map((prompt) => prompt.clientId));
	const added = prompts.filter((prompt) => !clientIds.has(prompt.clientId));
	return added.length === 0 ? outbox : [...outbox, ...added];
}

/** @param now - Milliseconds since 1970, by the browser's clock. */
export function markFailedInOutbox(
	outbox: PendingPrompts,
	clientId: string,
	error: WorkspaceErrorInfo,
	now: number,
): PendingPrompts {
	const retry = error.retryAfterMs === undefined ? {} : { retryAt: now + error.retryAfterMs };
	return replaceInOutbox(outbox, clientId, (prompt) => ({ ...prompt, status: "failed", error, ...retry }));
}

/** Marks a failed prompt as being sent again. */
export function markSendingInOutbox(outbox: PendingPrompts, clientId: string): PendingPrompts {
	return replaceInOutbox(outbox, clientId, (prompt) => {
		if (prompt.status === "sending") return prompt;
		const { retryAt: _retryAt, ...unsent } = prompt;
		return { ...unsent, status: "sending", error: null };
	});
}

export function removeFromOutbox(outbox: PendingPrompts, clientId: string): PendingPrompts {
	return isInOutbox(outbox, clientId) ? outbox.filter((prompt) => prompt.clientId !== clientId) : outbox;
}

export function isInOutbox(outbox: PendingPrompts, clientId: string): boolean {
	return outbox.some((prompt) => prompt.clientId === clientId);
}

/** Removes the prompts that have shown up among `items` of the workspace. */
export function removeDeliveredFromOutbox(outbox: PendingPrompts, items: readonly TimelineItem[]): PendingPrompts {
	if (outbox.length === 0) return outbox;
	const arrived = new Set(items.flatMap((item) => (item.kind === "prompt" ? [item.clientId] : [])));
	const left = outbox.filter((prompt) => !arrived.has(prompt.clientId));
	return left.length === outbox.length ? outbox : left;
}

function replaceInOutbox(
	outbox: PendingPrompts,
	clientId: string,
	change: (prompt: PendingPrompt) => PendingPrompt,
): PendingPrompts {
	const next = outbox.map((prompt) => (prompt.clientId === clientId ? change(prompt) : prompt));
	return next.every((prompt, index) => prompt === outbox[index]) ? outbox : next;
}
