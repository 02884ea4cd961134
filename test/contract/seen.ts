import type { WorkspaceState } from "../../src/core/index.ts";

/** The part of the state that is the same for everybody. */
export function contentOf({ epoch, itemIds, items, queue, approvals, turn, session }: WorkspaceState) {
	return { epoch, timeline: itemIds.map((id) => items.get(id)), queue, approvals, turn, session };
}

export function endedPrompt({ items }: WorkspaceState, promptId: string) {
	const item = items.get(promptId);
	return item?.kind === "prompt" && item.result ? item : null;
}

export function pendingApproval({ approvals }: WorkspaceState) {
	return approvals[0];
}

/** What the agent has said so far. */
export function streamedText({ itemIds, items }: WorkspaceState): string {
	return itemIds
		.map((id) => items.get(id))
		.map((item) => (item?.kind === "message" ? item.text : ""))
		.join("");
}
