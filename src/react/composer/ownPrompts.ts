import type { WorkspaceState } from "../../core/index.ts";

/** What this person has asked here before, newest first, each text once; as far back as the timeline is loaded. */
export function selectOwnPrompts({ items, queue, outbox, self }: WorkspaceState): readonly string[] {
	const asked = [...items.values(), ...queue]
		.filter((item) => item.kind === "prompt")
		.filter((prompt) => prompt.by.userId === self?.userId)
		.sort((one, other) => one.order - other.order);
	return [...new Set([...asked, ...outbox].map((prompt) => prompt.text).reverse())];
}
