import type { WorkspaceState } from "../../core/index.ts";
import { itemText } from "./itemText.ts";

/** The loaded items that hold what is looked for, oldest first. */
export function findItems({ itemIds, items }: Pick<WorkspaceState, "itemIds" | "items">, query: string) {
	const words = query.trim().toLowerCase();
	if (words === "") return [];
	return itemIds.filter((id) => {
		const item = items.get(id);
		return item !== undefined && itemText(item).includes(words);
	});
}
