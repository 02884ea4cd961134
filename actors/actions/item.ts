import * as v from "valibot";
import { readItem } from "../database/itemTable.ts";
import { refusal } from "../errors/refusal.ts";
import { cutItem } from "../items/cutItem.ts";
import { defineAction } from "./defineAction.ts";
import { id } from "./fields.ts";

const schema = v.strictObject({ id });

/** Under Rivet's 1 MiB for what goes out: whole, unless it is larger still. */
const MAX_ANSWER_BYTES = 900_000;

export const item = defineAction("item", schema, async ({ writer }, _caller, request) => {
	const { rows: stored, unstored } = await writer.read("item", (tx) => readItem(tx, request.id));
	const found = unstored.find((live) => live.id === request.id) ?? stored;
	if (found) return cutItem(found, MAX_ANSWER_BYTES);
	throw refusal({ code: "not_found", message: "There is no such item in this workspace." });
});
