import * as v from "valibot";
import { readItem } from "../database/itemTable.ts";
import { refusal } from "../errors/refusal.ts";
import { truncateForStorage } from "../items/keepItem.ts";
import { defineAction } from "./defineAction.ts";
import { idSchema } from "./fields.ts";

const itemSchema = v.strictObject({ id: idSchema });

export const item = defineAction("getItem", itemSchema, async ({ writer }, _caller, request) => {
	const { rows: stored, unstored } = await writer.read("getItem", (tx) => readItem(tx, request.id));
	const found = unstored.find((live) => live.id === request.id) ?? stored;
	if (found) return truncateForStorage(found);
	throw refusal({ code: "not_found", message: "There is no such item in this workspace." });
});
