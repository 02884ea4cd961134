import { expect, test, vi } from "vitest";
import { itemName } from "../../src/components/items/itemKinds.ts";
import { message } from "../../stories/fixtures/sampleItems.ts";

test("a name is the first line of what an item says, without what would not fit", () => {
	expect(itemName({ ...message, text: "\nDone.\nTwo tests were added." })).toBe("Done.");
	expect(itemName({ ...message, text: "🧪".repeat(100) })).toBe("🧪".repeat(60));
	expect(itemName(undefined)).toBe("");
});

test("an item is read once for its name, although each row selects it with every word of another item", () => {
	const readText = vi.fn(() => "Done.");
	const item = Object.defineProperty({ ...message }, "text", { get: readText });
	expect(itemName(item)).toBe("Done.");
	expect(itemName(item)).toBe("Done.");
	expect(readText).toHaveBeenCalledTimes(1);
});
