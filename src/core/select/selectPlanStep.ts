import type { WorkspaceState } from "../workspaceState.ts";

/** What the plan of the turn says is being done; null where there is no plan, or it does not say. */
export function selectPlanStep({ turn, items, itemIds }: WorkspaceState): string | null {
	if (!turn) return null;
	for (let index = itemIds.length - 1; index >= 0; index--) {
		const item = items.get(itemIds[index] ?? "");
		if (item?.turnId !== turn.id) return null;
		if (item.kind === "plan") return item.entries.find(({ status }) => status === "in_progress")?.content ?? null;
	}
	return null;
}
