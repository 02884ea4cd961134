import type { HistoryPage } from "../../protocol/index.ts";
import { parseItem } from "./parseItem.ts";
import { parseArray, parseRecord } from "./parseRecord.ts";

/** @throws {WorkspaceError} `internal` when it is no page. */
export function parseHistoryPage(value: unknown): HistoryPage {
	const page = parseRecord(value, "a page of history");
	return { items: parseArray(page.items, "a page of history").map(parseItem), hasOlder: page.hasOlder === true };
}
