import type { WorkspaceState } from "../../core/index.ts";
import type { ReadItem } from "./createItemReader.ts";
import { searchWords } from "./searchWords.ts";

/** The ids of the items that hold what is looked for, oldest first; none for white space. */
export function itemsWith(
	query: string,
	{ itemIds, items }: Pick<WorkspaceState, "itemIds" | "items">,
	read: ReadItem,
): readonly string[] {
	const words = searchWords(query);
	if (words === "") return [];
	return itemIds.filter((id) => {
		const item = items.get(id);
		return item !== undefined && read(item).includes(words);
	});
}
