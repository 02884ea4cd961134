import { expect, test } from "vitest";
import { computeDiff } from "../../src/components/diff/computeDiff.ts";
import { sumChangedLines } from "../../src/components/items/tool-call/toolCallDetails.ts";

const diff = (oldText: string | null, newText: string) => ({ type: "diff", path: "a.ts", oldText, newText }) as const;

/** A text made of a few different lines, so that many are equal. */
function randomText(seed: number): string {
	let state = seed;
	const next = () => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state / 2_147_483_648;
	};
	return Array.from({ length: Math.floor(next() * 12) }, () => `line ${Math.floor(next() * 5)}`).join("\n");
}

test.each([
	["a new file", null, "one\ntwo\n", { added: 2, removed: 0 }],
	["a deleted file", "one\ntwo\n", "", { added: 0, removed: 2 }],
	["a changed line", "one\ntwo\n", "one\n2\n", { added: 1, removed: 1 }],
	["nothing", "one\n", "one\n", { added: 0, removed: 0 }],
])("%s is counted", (_, oldText, newText, counts) => {
	expect(sumChangedLines([diff(oldText, newText)])).toEqual(counts);
});

test("the count equals the lines that the diff shows, for any two texts", () => {
	for (let seed = 1; seed < 400; seed++) {
		const [oldText, newText] = [randomText(seed), randomText(seed + 1_000)];
		const shown = computeDiff(oldText, newText);
		if (shown.status === "too_large") throw new Error("too large for a small text");
		expect(sumChangedLines([diff(oldText, newText)])).toEqual({ added: shown.added, removed: shown.removed });
	}
});

test("the diffs of a call are summed, and a call without diffs has no count", () => {
	expect(sumChangedLines([diff(null, "one\n"), diff("one\n", "")])).toEqual({ added: 1, removed: 1 });
	expect(sumChangedLines([])).toBeNull();
});

test("texts without a common line are counted without comparing lines", () => {
	const lines = (word: string) => Array.from({ length: 5_000 }, (_, index) => `${word} ${index}`).join("\n");
	expect(sumChangedLines([diff(lines("old"), lines("new"))])).toBeNull();
	expect(sumChangedLines([diff(lines("old"), "")])).toEqual({ added: 0, removed: 5_000 });
});

test.each([
	["as many edits as are counted", 750],
	["one more", 751],
])("the count and the diff give up at the same size: %s", (_, changed) => {
	const text = (word: string) => Array.from({ length: changed }, (_, index) => `${word} ${index}\nsame`).join("\n");
	const shown = computeDiff(text("old"), text("new"));
	const counts = shown.status === "too_large" ? null : { added: shown.added, removed: shown.removed };
	expect(sumChangedLines([diff(text("old"), text("new"))])).toEqual(counts);
	expect(counts).toEqual(changed === 750 ? { added: 750, removed: 750 } : null);
});
