import { describe, expect, test } from "vitest";
import { parseArguments } from "../../actors/actions/actionHandler.ts";
import { truncateItem } from "../../actors/items/itemSize.ts";
import { condenseHistory } from "../../actors/persist/history.ts";
import { truncateJson } from "../../actors/persist/tables.ts";
import { parseTitle } from "../../actors/timeline/acpSchemas.ts";
import { truncateText, truncateTextStart, truncateWithEllipsis } from "../../src/rules/truncateText.ts";
import { asked } from "../persist/sampleEvents.ts";

const WAVES = "👋".repeat(20_000);

test("truncates text between characters", () => {
	expect(truncateText("a👋b", 2)).toBe("a");
	expect(truncateText("a👋b", 3)).toBe("a👋");
	expect(truncateText("a👋b", 9)).toBe("a👋b");
	expect(truncateWithEllipsis("a👋b", 3)).toBe("a…");
	expect(truncateWithEllipsis("a👋b", 4)).toBe("a👋b");
	expect(truncateTextStart("a👋b", 2)).toBe("b");
	expect(truncateTextStart("a👋b", 3)).toBe("👋b");
	expect(truncateTextStart("a👋b", 9)).toBe("a👋b");
});

// Of each two lengths one would end in the middle of a wave.
describe.each(["", "x"])("truncating %j followed by emoji keeps characters whole", (shift) => {
	const text = shift + WAVES;

	test("in an item and in JSON", () => {
		const base = { id: "item", order: 1, seq: 1, turnId: null, createdAt: 0 };
		expect(truncateItem({ ...base, kind: "message", text, blocks: [], open: false }, 1_000)).toSatisfy(isWhole);
		expect(truncateJson({ text }, 1_000)).toSatisfy((json: string) => isWhole(JSON.parse(json)));
	});

	test("in a title", () => {
		expect(parseTitle({ title: text })).toSatisfy(isWhole);
	});

	test("in the history given to an agent", () => {
		expect(condenseHistory([asked(1, text)], 10_000)).toSatisfy(isWhole);
	});

	test("in a refusal that quotes it", () => {
		const ask = () => parseArguments("getHistory", [{ before: text }]);
		expect(catchError(ask)).toSatisfy(({ message }: Error) => isWhole(message));
	});
});

function catchError(act: () => unknown): unknown {
	try {
		act();
	} catch (error) {
		return error;
	}
	throw new Error("It was not refused.");
}

/** JSON writes half a character as an escape, and a whole one as it is. */
function isWhole(value: unknown): boolean {
	const json = JSON.stringify(value);
	return json.includes("👋") && !/\\ud[89a-f]/i.test(json);
}
