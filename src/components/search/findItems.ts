import type { WorkspaceState } from "../../core/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { itemText } from "./itemText.ts";
import { searchWords } from "./searchWords.ts";

const inEnglish: Pick<Labels, "fault"> = { fault: (fault) => fault };

/**
 * The ids of the loaded items that hold what is looked for, oldest first; capitals do not matter. None for white space.
 * All that can be read in the timeline is looked through, folded or not: a call's input and output, who gave which answer
 * to a permission, and with a prompt the files and the failure of its turn.
 *
 * @param labels - Word failures as the reader sees them. In English without.
 * @example
 * const [newest] = findItems(store.get(), "retry").toReversed();
 */
export function findItems(
	{ itemIds, items }: Pick<WorkspaceState, "itemIds" | "items">,
	query: string,
	labels: Pick<Labels, "fault"> = inEnglish,
): readonly string[] {
	const words = searchWords(query);
	if (words === "") return [];
	return itemIds.filter((id) => {
		const item = items.get(id);
		return item !== undefined && itemText(item, labels.fault).includes(words);
	});
}
