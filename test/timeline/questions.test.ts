import { describe, expect, test } from "vitest";
import { emptyProjection, projectQuestion } from "../../actors/timeline/index.ts";
import type { QuestionRequest } from "../../src/protocol/index.ts";

const context = { turnId: "turn", now: 1, createId: () => "question" };

function project(params: unknown) {
	return projectQuestion(emptyProjection, params, context);
}

function formOf(requestedSchema: unknown): QuestionRequest | undefined {
	return project({ sessionId: "s", mode: "form", message: "Which?", requestedSchema }).question?.request;
}

function fieldsOf(properties: object, required: readonly string[] = []) {
	const request = formOf({ type: "object", properties, required });
	return request?.type === "form" ? request.fields : request;
}

test("a question belongs to its turn and its tool call", () => {
	const params = { sessionId: "s", toolCallId: "call", mode: "form", message: "Which?", requestedSchema: {} };
	expect(project(params)).toMatchObject({
		elicitationId: null,
		question: {
			kind: "question",
			turnId: "turn",
			createdAt: 1,
			message: "Which?",
			toolCallId: "call",
			state: { status: "pending" },
			request: { type: "form", fields: [] },
		},
	});
});

test("a page keeps its address, and is known by the agent's id of it", () => {
	const url = "https://example.com/login";
	const page = project({ requestId: 3, mode: "url", message: "Log in", url, elicitationId: "login-1" });
	expect(page).toMatchObject({ elicitationId: "login-1", question: { request: { type: "url", url } } });
});

test.each([
	["no message", { mode: "form", requestedSchema: {} }],
	["a mode that ACP does not define", { mode: "voice", message: "Say it" }],
	["a page without an id", { mode: "url", message: "Log in", url: "https://example.com" }],
	[
		"a page with an endless address",
		{ mode: "url", message: "", url: `https://a.example/${"x".repeat(9_000)}`, elicitationId: "1" },
	],
	["nothing", null],
])("what has %s is no question", (_what, params) => {
	expect(project(params).question).toBeNull();
});

describe("the fields of a form", () => {
	test("texts keep their limits and their known formats", () => {
		const text = { type: "string", title: "Name", description: "Yours", minLength: 1, maxLength: 9, default: "Ada" };
		expect(
			fieldsOf({ name: { ...text, format: "email" }, other: { type: "string", format: "hostname" } }, ["name"]),
		).toEqual([
			{ ...text, type: "text", name: "name", required: true, format: "email", pattern: undefined },
			expect.objectContaining({ type: "text", name: "other", required: false, format: undefined }),
		]);
	});

	test.each([
		["a plain list", { enum: ["a", "b"] }],
		["names beside a list", { enum: ["a", "b"], enumNames: ["A", "B"] }],
		[
			"titled options",
			{
				oneOf: [
					{ const: "a", title: "A" },
					{ const: "b", title: "B", description: "Better" },
				],
			},
		],
	])("%s is a choice", (_form, options) => {
		const [field] = fieldsOf({ pick: { type: "string", ...options, default: "b" } }) as readonly object[];
		expect(field).toMatchObject({ type: "choice", default: "b", options: [{ value: "a" }, { value: "b" }] });
	});

	test("options that share a value are one", () => {
		const items = { anyOf: [{ const: "a", title: "A" }, { const: "b" }, { const: "a", title: "Again" }] };
		const options = [
			{ value: "a", title: "A" },
			{ value: "b", title: "b" },
		];
		const fields = fieldsOf({ one: { type: "string", enum: ["x", "x"] }, some: { type: "array", items } });
		expect(fields).toMatchObject([{ options: [{ value: "x", title: "x" }] }, { options }]);
	});

	test("a list without options is none that anybody could fill in", () => {
		const none = { type: "array", items: { type: "string", enum: [] } };
		expect(fieldsOf({ none })).toEqual([]);
		expect(fieldsOf({ none }, ["none"])).toMatchObject({ type: "unknown" });
	});

	test("a preset that is not offered is none", () => {
		expect(fieldsOf({ pick: { type: "string", enum: ["a"], default: "z" } })).toEqual([
			expect.not.objectContaining({ default: "z" }),
		]);
	});

	test.each([
		["as `enum`", { type: "string", enum: ["a", "b"] }],
		[
			"as `anyOf`",
			{
				anyOf: [
					{ const: "a", title: "A" },
					{ const: "b", title: "B" },
				],
			},
		],
	])("several options %s", (_form, items) => {
		const many = { type: "array", items, minItems: 1, maxItems: 2, default: ["a", "z"] };
		expect(fieldsOf({ many })).toMatchObject([
			{ type: "choices", options: [{ value: "a" }, { value: "b" }], minItems: 1, maxItems: 2, default: ["a"] },
		]);
	});

	test("numbers and switches", () => {
		expect(
			fieldsOf({
				count: { type: "integer", minimum: 1, maximum: 5, default: 2 },
				ratio: { type: "number" },
				sure: { type: "boolean", default: true },
			}),
		).toMatchObject([
			{ type: "number", integer: true, minimum: 1, maximum: 5, default: 2 },
			{ type: "number", integer: false },
			{ type: "boolean", default: true },
		]);
	});

	test("the own answer of an agent belongs to the choice before it", () => {
		const question_0 = { type: "string", oneOf: [{ const: "a", title: "A" }] };
		const other = { type: "string", title: "Other" };
		expect(fieldsOf({ question_0, question_0_custom: other })).toMatchObject([{}, { noteOn: "question_0" }]);
		const fields = fieldsOf({ db: question_0, db2: question_0, db__note: other, note: other }) as readonly object[];
		expect(fields.filter((field) => "noteOn" in field)).toMatchObject([{ name: "db__note", noteOn: "db" }]);
		// Where it must be filled in, it is a question of its own.
		expect(fieldsOf({ db: question_0, db_name: other }, ["db_name"])).toMatchObject([
			{},
			expect.not.objectContaining({ noteOn: expect.anything() }),
		]);
	});
});

describe("the order of the fields", () => {
	const flag = { type: "boolean" };
	const namesOf = (properties: object, required?: readonly string[]) =>
		(fieldsOf(properties, required) as readonly { readonly name: string }[]).map(({ name }) => name);

	test("is the agent’s where that is known", () => {
		expect(namesOf({ b: flag, c: flag, a: flag }, ["a"])).toEqual(["b", "c", "a"]);
	});

	test("is that of the required ones where the server has sorted them by name", () => {
		expect(namesOf({ a: flag, b: flag, c: flag, d: flag }, ["c", "b"])).toEqual(["c", "b", "a", "d"]);
	});

	test("is that of their numbers", () => {
		const sorted = Object.fromEntries(["q_1", "q_10", "q_2"].map((name) => [name, flag]));
		expect(namesOf(sorted)).toEqual(["q_1", "q_2", "q_10"]);
	});
});

describe("a form that people cannot fill in is kept as it came", () => {
	test.each([
		["a required field of an unknown kind", { properties: { sketch: { type: "drawing" } }, required: ["sketch"] }],
		["a required field that it does not have", { properties: {}, required: ["name"] }],
		[
			"a choice of nothing that is required",
			{ properties: { pick: { type: "string", enum: [] } }, required: ["pick"] },
		],
		[
			"fields without end",
			{ properties: Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`f${i}`, { type: "boolean" }])) },
		],
		["more text than an item holds", { properties: { a: { type: "string", description: "x".repeat(50_000) } } }],
		["no object", { type: "array" }],
		["no schema", "name, please"],
	])("%s", (_what, schema) => {
		expect(formOf(schema)).toEqual({ type: "unknown", value: schema });
	});

	test("an optional field of an unknown kind is left out", () => {
		expect(fieldsOf({ sketch: { type: "drawing" }, sure: { type: "boolean" } })).toMatchObject([{ name: "sure" }]);
	});
});
