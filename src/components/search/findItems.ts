import type { WorkspaceState } from "../../core/index.ts";
import { itemText } from "./itemText.ts";

/**
 * The ids of the loaded items that hold what is looked for, oldest first; capitals do not matter. None for white space.
 *
 * @example
 * const [newest] = findItems(store.get(), "retry").toReversed();
 */
export function findItems(
	{ itemIds, items }: Pick<WorkspaceState, "itemIds" | "items">,
	query: string,
): readonly string[] {
	const words = query.trim().toLowerCase();
	if (words === "") return [];
	return itemIds.filter((id) => {
		const item = items.get(id);
		return item !== undefined && itemText(item).includes(words);
	});
}
