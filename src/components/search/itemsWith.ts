import type { WorkspaceState } from "../../core/index.ts";
import type { GetSearchText } from "./createItemReader.ts";
import { normalizeQuery } from "./searchWords.ts";

/** The ids of the items that hold what is looked for, oldest first; none for white space. */
export function filterItemIds(
	query: string,
	{ itemIds, items }: Pick<WorkspaceState, "itemIds" | "items">,
	read: GetSearchText,
): readonly string[] {
	const words = normalizeQuery(query);
	if (words === "") return [];
	return itemIds.filter((id) => {
		const item = items.get(id);
		return item !== undefined && read(item).includes(words);
	});
}
