import * as v from "valibot";
import { readItemsBefore } from "../database/itemTable.ts";
import { mergeUnstored } from "../items/mergeUnstored.ts";
import { selectWindow } from "../items/selectWindow.ts";
import { defineAction } from "./defineAction.ts";
import { limit, order } from "./fields.ts";

const schema = v.strictObject({ before: order, limit });

/** Under Rivet's 1 MiB for what goes out. */
const MAX_PAGE_BYTES = 800_000;

export const history = defineAction("history", schema, async ({ writer }, _caller, { before, limit }) => {
	const { rows, unstored } = await writer.read("history", (tx) => readItemsBefore(tx, before, limit + 1));
	const older = unstored.filter((item) => item.order < before);
	return selectWindow(mergeUnstored(rows, older), limit, MAX_PAGE_BYTES);
});
