import type { WorkspaceState } from "../../core/index.ts";
import { approvalsByCall } from "../timeline/foldApprovals.ts";
import type { TranslateError } from "./faultPlaces.ts";
import type { SearchableText } from "./ItemPlace.ts";
import { itemSearchTexts } from "./itemPlaces.ts";
import { normalizeQuery } from "./searchWords.ts";

type LoadedItems = Pick<WorkspaceState, "itemIds" | "items">;

export interface MatchLocation {
	/** The folds that have to be open for the words to be seen. */
	readonly folds: readonly string[];
	/** What the folds of the row are kept under that tells of the item. */
	readonly rowId: string;
	/** Whether they stand at the end of the prompt's turn only. */
	readonly isTurnEnd: boolean;
}

/** Where in an item the words are that it was found by. */
export function locateMatch(
	{ itemIds, items }: LoadedItems,
	itemId: string,
	query: string,
	say: TranslateError,
): MatchLocation {
	const item = items.get(itemId);
	if (!item) return { folds: [], rowId: itemId, isTurnEnd: false };
	const row = item.kind === "approval" ? approvalRowId({ itemIds, items }, itemId) : itemId;
	const words = normalizeQuery(query);
	const places = itemSearchTexts(item, say, row).filter(({ text }) => text.toLowerCase().includes(words));
	const own = places.filter(({ isTurnEnd }) => !isTurnEnd);
	const isTurnEnd = own.length === 0 && places.length > 0;
	return { folds: foldsAround(isTurnEnd ? places : own), rowId: row, isTurnEnd };
}

/** A permission is told in the row of its call. */
function approvalRowId({ itemIds, items }: LoadedItems, approvalId: string): string {
	const held = itemIds.map((id) => items.get(id)).filter((item) => item !== undefined);
	for (const [call, approval] of approvalsByCall(held)) if (approval === approvalId) return call;
	return approvalId;
}

function foldsAround(places: readonly SearchableText[]): readonly string[] {
	const telling = places.filter(({ isRedundant }) => !isRedundant);
	return (telling.length > 0 ? telling : places.slice(0, 1)).flatMap(({ folds }) => folds);
}
