import type { TimelineItem, WorkspaceFault } from "../../protocol/index.ts";
import type { PendingPrompt } from "../pendingPrompt.ts";

type Outbox = readonly PendingPrompt[];

/** Puts prompts at the end of the outbox. One whose client id is there already is left as it is. */
export function addToOutbox(outbox: Outbox, prompts: readonly PendingPrompt[]): Outbox {
	const known = new Set(outbox.map((prompt) => prompt.clientId));
	const added = prompts.filter((prompt) => !known.has(prompt.clientId));
	return added.length === 0 ? outbox : [...outbox, ...added];
}

export function failInOutbox(outbox: Outbox, clientId: string, error: WorkspaceFault): Outbox {
	return replaceInOutbox(outbox, clientId, (prompt) => ({ ...prompt, status: "failed", error }));
}

/** Makes a failed prompt one that is being sent. */
export function retryInOutbox(outbox: Outbox, clientId: string): Outbox {
	return replaceInOutbox(outbox, clientId, (prompt) =>
		prompt.status === "sending" ? prompt : { ...prompt, status: "sending", error: null },
	);
}

export function removeFromOutbox(outbox: Outbox, clientId: string): Outbox {
	return isInOutbox(outbox, clientId) ? outbox.filter((prompt) => prompt.clientId !== clientId) : outbox;
}

export function isInOutbox(outbox: Outbox, clientId: string): boolean {
	return outbox.some((prompt) => prompt.clientId === clientId);
}

/** Lets go of the prompts that have shown up among the workspace's own. */
export function settleOutbox(outbox: Outbox, items: readonly TimelineItem[]): Outbox {
	if (outbox.length === 0) return outbox;
	const arrived = new Set(items.flatMap((item) => (item.kind === "prompt" ? [item.clientId] : [])));
	const left = outbox.filter((prompt) => !arrived.has(prompt.clientId));
	return left.length === outbox.length ? outbox : left;
}

function replaceInOutbox(outbox: Outbox, clientId: string, change: (prompt: PendingPrompt) => PendingPrompt): Outbox {
	const next = outbox.map((prompt) => (prompt.clientId === clientId ? change(prompt) : prompt));
	return next.every((prompt, index) => prompt === outbox[index]) ? outbox : next;
}
