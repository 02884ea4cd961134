import * as v from "valibot";
import { readItem } from "../database/itemTable.ts";
import { refusal } from "../errors/refusal.ts";
import { keepItem } from "../items/keepItem.ts";
import { defineAction } from "./defineAction.ts";
import { id } from "./fields.ts";

const schema = v.strictObject({ id });

export const item = defineAction("item", schema, async ({ writer }, _caller, request) => {
	const { rows: stored, unstored } = await writer.read("item", (tx) => readItem(tx, request.id));
	const found = unstored.find((live) => live.id === request.id) ?? stored;
	if (found) return keepItem(found);
	throw refusal({ code: "not_found", message: "There is no such item in this workspace." });
});
