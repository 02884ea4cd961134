import type { WorkspaceState } from "../../core/index.ts";

/** What a prompt says, whether it waits or stands in the timeline; null where it is not loaded. */
export function selectPromptText({ items, queue }: WorkspaceState, promptId: string | undefined): string | null {
	const item = items.get(promptId ?? "") ?? queue.find((prompt) => prompt.id === promptId);
	return item?.kind === "prompt" ? item.text : null;
}
