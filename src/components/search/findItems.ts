import type { WorkspaceState } from "../../core/index.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { createItemFinder } from "./createItemFinder.ts";

/**
 * The ids of the loaded items that hold what is looked for, oldest first; capitals do not matter. None for white space.
 * All that can be read in the timeline is looked through, folded or not: a call's input and output, who gave which answer
 * to a permission, and with a prompt the files and the failure of its turn. Each call reads all of it anew.
 *
 * @param labels - Word failures as the reader sees them. In English without.
 * @example
 * const [newest] = findItems(store.get(), "retry").toReversed();
 */
export function findItems(
	state: Pick<WorkspaceState, "itemIds" | "items">,
	query: string,
	labels?: Pick<Labels, "error">,
): readonly string[] {
	return createItemFinder(labels)(state, query);
}
