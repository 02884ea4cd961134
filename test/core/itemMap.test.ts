import { expect, test } from "vitest";
import { itemMap, withItems } from "../../src/core/state/itemMap.ts";
import type { TimelineItem } from "../../src/protocol/index.ts";
import { message } from "../../stories/fixtures/sampleItems.ts";
import { createRandom } from "../harness/createRandom.ts";

function createItem(id: string, text: string): TimelineItem {
	return { ...message, id, text };
}

test("holds what a Map would hold, in the same order, and never changes an earlier version", () => {
	const random = createRandom(7);
	const expected = new Map<string, TimelineItem>();
	let items = itemMap([]);
	const versions: { readonly items: typeof items; readonly entries: readonly (readonly [string, TimelineItem])[] }[] =
		[];
	for (let step = 0; step < 400; step++) {
		const arriving = Array.from({ length: Math.floor(random() * 4) }, () =>
			createItem(`item-${Math.floor(random() * 300)}`, `text ${step}`),
		);
		for (const item of arriving) expected.set(item.id, item);
		items = withItems(items, arriving);
		if (step % 50 === 0) versions.push({ items, entries: [...expected] });
	}
	expect([...items]).toEqual([...expected]);
	expect([...items.keys()]).toEqual([...expected.keys()]);
	expect([...items.values()]).toEqual([...expected.values()]);
	expect(items.size).toBe(expected.size);
	for (const [id, item] of expected) expect(items.get(id)).toBe(item);
	expect(items.has("item-none")).toBe(false);
	const visited: unknown[] = [];
	items.forEach((item, id, all) => {
		visited.push([id, item, all === items]);
	});
	expect(visited).toEqual([...expected].map(([id, item]) => [id, item, true]));
	for (const version of versions) expect([...version.items]).toEqual(version.entries);
});

test("nothing that arrives leaves the same map", () => {
	const items = itemMap([["item-1", createItem("item-1", "One.")]]);
	expect(withItems(items, [])).toBe(items);
});

test("a map of another kind can be added to", () => {
	const items = new Map([["item-1", createItem("item-1", "One.")]]);
	const more = withItems(items, [createItem("item-2", "Two.")]);
	expect([...more.keys()]).toEqual(["item-1", "item-2"]);
	expect(items.size).toBe(1);
});
