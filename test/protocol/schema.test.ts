import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { ACTIONS, EVENTS, parseMessage, type Schema } from "../../src/protocol/index.ts";
import { list, object, openEnum, partial, request, variant } from "../../src/protocol/schema.ts";
import { message, prompt } from "../core/items.ts";

interface Point {
	readonly x: number;
	readonly label?: string | undefined;
}

const pointFields = { x: v.number(), label: v.optional(v.string()) };
const point: Schema<Point> = object<Point>(pointFields);

type Shape =
	| { readonly kind: "dot"; readonly at: Point }
	| { readonly kind: "path"; readonly points: readonly Point[] };

const shape: Schema<Shape> = variant<Shape, "kind">("kind", {
	dot: object<Extract<Shape, { kind: "dot" }>>({ kind: v.literal("dot"), at: point }),
	path: object<Extract<Shape, { kind: "path" }>>({ kind: v.literal("path"), points: list(point) }),
});

describe("a schema of answers", () => {
	test.each([
		[{ kind: "dot", at: { x: 1 } }],
		[{ kind: "path", points: [{ x: 1 }, { x: 2, label: "end" }] }],
		[{ kind: "dot", at: { x: 1, color: "red" }, size: 5 }],
		[{ kind: "circle", radius: 5 }],
	])("returns the value itself, with fields and variants it does not know: %j", (value) => {
		expect(parseMessage(shape, value)).toBe(value);
	});

	test.each([
		[{ kind: "dot" }],
		[{ kind: "dot", at: { x: "1" } }],
		[{ kind: "path", points: [{ x: 1 }, null] }],
		[{ kind: "path", points: { x: 1 } }],
		[{ kind: 5 }],
		[[]],
		[null],
	])("rejects a known variant of another shape: %j", (value) => {
		expect(parseMessage(shape, value)).toBeNull();
	});

	test("says where the first issue is", () => {
		const { issues } = v.safeParse(shape, { kind: "path", points: [{ x: 1 }, { x: "2" }] });
		expect(issues?.map((issue) => v.getDotPath(issue))).toEqual(["points.1.x"]);
	});

	test("copies only what contains a converted part", () => {
		const upperCase = object<Point>({ ...pointFields, label: v.optional(v.pipe(v.string(), v.toUpperCase())) });
		const points = [{ x: 1 }, { x: 2, label: "end" }];
		const parsed = parseMessage(list(upperCase), points);
		expect(parsed).toEqual([{ x: 1 }, { x: 2, label: "END" }]);
		expect(parsed?.[0]).toBe(points[0]);
		expect(points[1]).toEqual({ x: 2, label: "end" });
	});

	test("takes strings that it does not know where they are open", () => {
		const color = openEnum(["red", "green"]);
		expect(parseMessage(color, "blue")).toBe("blue");
		expect(parseMessage(color, 5)).toBeNull();
	});

	test("takes some of the fields, each of the right type, where it is partial", () => {
		expect(parseMessage(partial<Point>(pointFields), {})).toEqual({});
		expect(parseMessage(partial<Point>(pointFields), { x: "1" })).toBeNull();
	});
});

test("a schema of requests leaves out fields it does not know", () => {
	const schema = request<Point>(pointFields);
	expect(parseMessage(schema, { x: 1 })).toEqual({ x: 1 });
	expect(parseMessage(schema, { x: 1, lable: "end" })).toEqual({ x: 1 });
});

describe("an item of a kind that this version does not know", () => {
	const newer = { ...message(2), kind: "hologram" };
	const unknown = { kind: "unknown", id: "item-2", label: "hologram", value: newer };

	test("becomes an unknown item in a page, and the other items stay themselves", () => {
		const page = { items: [message(1), newer, prompt(3)], hasOlder: false };
		const parsed = parseMessage(ACTIONS.getHistory.response, page);
		expect(parsed?.items).toEqual([page.items[0], expect.objectContaining(unknown), page.items[2]]);
		expect(parsed?.items[0]).toBe(page.items[0]);
	});

	test("becomes an unknown item in a batch", () => {
		const batch = { epoch: 1, from: 2, to: 2, patches: [{ kind: "item", seq: 2, item: newer }] };
		const parsed = parseMessage(EVENTS["workspace.patches"], batch);
		expect(parsed?.patches).toEqual([{ kind: "item", seq: 2, item: expect.objectContaining(unknown) }]);
	});
});
