import type { UnknownItem } from "../../../protocol/index.ts";
import type { Labels } from "../../../react/labels/Labels.ts";
import type { ItemTexts } from "../../item-kind/ItemKind.ts";
import { formatJson } from "../../primitives/displayText.ts";

/** ACP's method. A request that offers no option cannot be answered, so it is stored as unknown. */
const PERMISSION_REQUEST = "session/request_permission";

export function unknownUpdateName(label: string, labels: Labels): string {
	return label === PERMISSION_REQUEST ? labels.permissionWithoutOptions : labels.unknownUpdate(label);
}

export const unknownTexts: ItemTexts<UnknownItem> = {
	searchTexts: ({ label, value }, { rowId }) => [
		{ text: label, folds: [] },
		{ text: formatJson(value), folds: [rowId] },
	],
	markdown: ({ label }, { labels }) => `- ${unknownUpdateName(label, labels)}`,
	isListEntry: true,
};
