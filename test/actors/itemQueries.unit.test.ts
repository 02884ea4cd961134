import type { RawAccess } from "rivetkit/db";
import { expect, test } from "vitest";
import {
	readAbandonedItems,
	readItem,
	readItemsAfter,
	readItemsBefore,
	readLastNumbers,
	readOpenPrompts,
} from "../../actors/database/itemTable.ts";
import { TestDatabase } from "../harness/TestDatabase.ts";

/** How SQLite finds the items of a query. */
async function explain(query: (db: RawAccess) => Promise<unknown>): Promise<readonly string[]> {
	const db = await TestDatabase.open();
	const plans: string[] = [];
	const execute = async (sql: string, ...values: unknown[]) => {
		const steps = await db.execute<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
		plans.push(...steps.map(({ detail }) => detail));
		return [];
	};
	await query({ execute } as unknown as RawAccess);
	return plans;
}

test.each<[string, (db: RawAccess) => Promise<unknown>, string]>([
	["the newest items", (db) => readItemsBefore(db, 1_000, 50), "items_by_order (place=? AND ord<?)"],
	["what has changed since", (db) => readItemsAfter(db, 1_000, 50), "items_by_seq (seq>?)"],
	["one item", (db) => readItem(db, "a"), "sqlite_autoindex_items_1 (id=?)"],
	["the prompts that wait or run", readOpenPrompts, "items_open_prompts"],
	["what was abandoned", (db) => readAbandonedItems(db, 50), "items_open"],
	["the last numbers", readLastNumbers, "items_by_seq"],
])("%s: read without reading the history", async (_, query, index) => {
	const plan = await explain(query);
	expect(plan.some((step) => step.includes(`INDEX ${index}`))).toBe(true);
	expect(plan.filter((step) => /^SCAN items$|TEMP B-TREE/.test(step))).toEqual([]);
});
