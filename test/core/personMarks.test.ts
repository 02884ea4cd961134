import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { personMark, reducePersonMarks } from "../../src/core/state/personMarks.ts";
import { reduceHistory } from "../../src/core/state/timelineReducer.ts";
import { answeredApproval, prompt } from "../../stories/fixtures/sampleItems.ts";
import { stateOf } from "./items.ts";

const people = (...names: readonly string[]) => names.map((name) => ({ userId: name, name }));
const NONE: ReturnType<typeof reducePersonMarks> = new Map();
const marksOf = (...names: readonly string[]) => [...reducePersonMarks(NONE, [], people(...names)).values()];
const initialsOf = (...names: readonly string[]) => marksOf(...names).map(({ initials }) => initials);
const colorsOf = (...names: readonly string[]) => marksOf(...names).map(({ color }) => color);

const TWELVE = ["Ada", "Ben", "Cleo", "Dan", "Eva", "Ed", "Fay", "Gus", "Hal", "Ida", "Jo", "Kim"];

describe("the colors of people", () => {
	test.each([5, 6, 7, 8, 9, 10])("%s people have as many colors", (count) => {
		expect(new Set(colorsOf(...TWELVE.slice(0, count))).size).toBe(count);
	});

	test("of more people than there are colors, no color is used by more than two", () => {
		const counts = Map.groupBy(colorsOf(...TWELVE), (color) => color);
		expect(Math.max(...[...counts.values()].map((same) => same.length))).toBe(2);
	});

	test("a person who is alone has the color that derives from the id", () => {
		expect(marksOf("Ada")[0]).toEqual(personMark({ userId: "Ada", name: "Ada" }));
	});

	test("a person keeps the color when others come and go", () => {
		const first = reducePersonMarks(NONE, [], people("Ada"));
		const later = reducePersonMarks(first, [], people(...TWELVE));
		const alone = reducePersonMarks(later, [], people("Kim"));
		expect(later.get("Ada")).toBe(first.get("Ada"));
		expect(alone).toBe(later);
	});
});

describe("the initials of people", () => {
	test.each([
		["Ada Byron", "AB"],
		["ben", "B"],
		["ada.byron@example.com", "AB"],
		["@ada", "A"],
		["(Ada) [bot]", "AB"],
		["Ada Augusta King Byron", "AB"],
		["🦊 fox", "🦊F"],
		["👩‍👩‍👧", "👩‍👩‍👧"],
		["🇳🇴 Nora", "🇳🇴N"],
		["王小明", "王"],
		["ß", "S"],
		["e\u0301va", "É"],
		["\u202eAda", "A"],
		["عادل إمام", "عإ"],
		["…", "?"],
		["", "?"],
	])("%j has the initials %j", (name, initials) => {
		expect(initialsOf(name)).toEqual([initials]);
	});

	test.each([
		[
			["Ben", "Bo"],
			["Be", "Bo"],
		],
		[
			["Ben", "Bea", "Ada"],
			["Be", "Ba", "A"],
		],
		[
			["Ada Byron", "Al Berg"],
			["Ad", "Al"],
		],
		[
			["Bo", "bo ", " BO"],
			["Bo", "B2", "B3"],
		],
		[
			["王小明", "王芳"],
			["王小", "王芳"],
		],
		[
			["Bo Ek", "Ben", "Bea"],
			["BE", "Bn", "Ba"],
		],
	])("%j have different ones", (names, initials) => {
		expect(initialsOf(...names)).toEqual(initials);
	});

	test("a participant's new name changes the initials, an old item's name does not", () => {
		const ada = { userId: "ada", name: "Ada" };
		const renamed = reducePersonMarks(reducePersonMarks(NONE, [], [ada]), [], [{ ...ada, name: "Countess" }]);
		expect(renamed.get("ada")?.initials).toBe("C");
		expect(reducePersonMarks(renamed, [{ ...prompt, by: ada }])).toBe(renamed);
	});
});

describe("the people of a state", () => {
	test("are those of its items, older pages included", () => {
		const state = { ...stateOf([{ ...prompt, order: 5 }]), hasOlder: true };
		expect([...state.personMarks.keys()]).toEqual([prompt.by.userId]);
		const older = { ...answeredApproval, id: "older", order: 1 };
		const next = reduceHistory(state, { items: [older], hasOlder: false }, 5);
		const { by } = { by: null, ...answeredApproval.state };
		expect([...next.personMarks.keys()]).toContain(by?.userId);
	});
});

/** The colors of the stylesheet: the background and the text of each. */
function readPalette(): readonly { readonly back: string; readonly text: string }[] {
	const css = readFileSync(new URL("../../src/components/primitives/primitives.css", import.meta.url), "utf8");
	const rules = css.matchAll(/\.wsc-avatar\[data-color="\d"\] \{\s*--_person: (#\w{6});(\s*--_on-person: (#\w+);)?/g);
	return [...rules].map(([, back = "", , text = "#14151a"]) => ({ back, text: text === "#fff" ? "#ffffff" : text }));
}

const linear = (hex: string) =>
	[1, 3, 5].map((at) => {
		const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	});

const weighted = (weights: readonly number[], values: readonly number[]) =>
	weights.reduce((sum, weight, index) => sum + weight * (values[index] ?? 0), 0);

const luminance = (hex: string) => weighted([0.2126, 0.7152, 0.0722], linear(hex));

function contrast(one: string, other: string): number {
	const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

/** Linear RGB as people with no, and with each kind of color blindness see it (Machado, Oliveira and Fernandes, 2009). */
const SIGHTS = {
	"all cones": [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1],
	],
	"no red cones": [
		[0.152286, 1.052583, -0.204868],
		[0.114503, 0.786281, 0.099216],
		[-0.003882, -0.048116, 1.051998],
	],
	"no green cones": [
		[0.367322, 0.860646, -0.227968],
		[0.280085, 0.672501, 0.047413],
		[-0.01182, 0.04294, 0.968881],
	],
	"no blue cones": [
		[1.255528, -0.076749, -0.178779],
		[-0.078411, 0.930809, 0.147602],
		[0.004733, 0.691367, 0.3039],
	],
};

const apply = (matrix: readonly (readonly number[])[], values: readonly number[]) =>
	matrix.map((row) => weighted(row, values));

function toOklab(rgb: readonly number[]): readonly number[] {
	const cones = apply(
		[
			[0.4122214708, 0.5363325363, 0.0514459929],
			[0.2119034982, 0.6806995451, 0.1073969566],
			[0.0883024619, 0.2817188376, 0.6299787005],
		],
		rgb.map((value) => Math.min(1, Math.max(0, value))),
	);
	return apply(
		[
			[0.2104542553, 0.793617785, -0.0040720468],
			[1.9779984951, -2.428592205, 0.4505937099],
			[0.0259040371, 0.7827717662, -0.808675766],
		],
		cones.map(Math.cbrt),
	);
}

describe("the palette", () => {
	const palette = readPalette();

	test("has readable initials on every color", () => {
		expect(palette).toHaveLength(10);
		for (const { back, text } of palette) expect(contrast(back, text), back).toBeGreaterThanOrEqual(4.5);
	});

	test.each(Object.entries(SIGHTS))("has colors that can be told apart with %s", (_sight, matrix) => {
		const seen = palette.map(({ back }) => toOklab(apply(matrix, linear(back))));
		const distances = seen.flatMap((one, index) =>
			seen.slice(0, index).map((other) => Math.hypot(...one.map((value, axis) => value - (other[axis] ?? 0)))),
		);
		// Two grays of this distance differ by an eighth of the way from black to white.
		expect(Math.min(...distances)).toBeGreaterThan(0.1);
	});
});
