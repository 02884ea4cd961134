import * as v from "valibot";
import { readItemsBefore } from "../database/itemTable.ts";
import { mergeUnstored } from "../items/mergeUnstored.ts";
import { selectNewestItems } from "../items/selectWindow.ts";
import { defineAction } from "./defineAction.ts";
import { wholeNumberSchema, windowLimitSchema } from "./fields.ts";

const historySchema = v.strictObject({ before: wholeNumberSchema, limit: windowLimitSchema });

/** Under Rivet's 1 MiB for what goes out. */
const MAX_PAGE_BYTES = 800_000;

export const history = defineAction("getHistory", historySchema, async ({ writer }, _caller, { before, limit }) => {
	const { rows, unstored } = await writer.read("getHistory", (tx) => readItemsBefore(tx, before, limit + 1));
	const older = unstored.filter((item) => item.order < before);
	return selectNewestItems(mergeUnstored(rows, older), limit, MAX_PAGE_BYTES);
});
