import { describe, expect, test } from "vitest";
import type { AnswerValue, QuestionField } from "../../src/protocol/index.ts";
import { asksForSecret, findAnswerProblems, toAnswer } from "../../src/rules/answers.ts";
import { endsWithTurn, isWebAddress } from "../../src/rules/questions.ts";

const base = { name: "field", required: false } as const;
const text: QuestionField = { ...base, type: "text" };
const options = [
	{ value: "a", title: "A" },
	{ value: "b", title: "B" },
];

function problemOf(field: QuestionField, value: AnswerValue | undefined) {
	return findAnswerProblems([field], { [field.name]: value })[0]?.problem ?? null;
}

describe("an answer", () => {
	test.each<[QuestionField, AnswerValue | undefined, unknown]>([
		[text, undefined, null],
		[{ ...text, required: true }, undefined, { kind: "required" }],
		[{ ...text, required: true }, "", { kind: "required" }],
		[text, 3, { kind: "type" }],
		[{ ...text, minLength: 2, maxLength: 3 }, "a", { kind: "length", min: 2, max: 3 }],
		[{ ...text, maxLength: 1 }, "👩", null],
		[{ ...text, format: "email" }, "ada@example.com", null],
		[{ ...text, format: "email" }, "ada", { kind: "format", format: "email" }],
		[{ ...text, format: "uri" }, "example", { kind: "format", format: "uri" }],
		[{ ...text, format: "date" }, "2026-02-28", null],
		[{ ...text, format: "date" }, "2026-02-30", { kind: "format", format: "date" }],
		[{ ...text, format: "date-time" }, "2026-02-28T10:00:00Z", null],
		[{ ...text, format: "date-time" }, "2026-02-28T10:00", { kind: "format", format: "date-time" }],
		[{ ...text, format: "hostname" as "uri" }, "anything", null],
		[{ ...base, type: "choice", options }, "a", null],
		[{ ...base, type: "choice", options }, "c", { kind: "type" }],
		[{ ...base, type: "choices", options }, ["a", "c"], { kind: "type" }],
		[{ ...base, type: "choices", options, minItems: 2 }, ["a"], { kind: "count", min: 2, max: null }],
		[{ ...base, type: "choices", options, minItems: 2 }, [], null],
		[{ ...base, type: "choices", options, required: true }, [], { kind: "required" }],
		[{ ...base, type: "number", integer: false, minimum: 0 }, -0.5, { kind: "range", min: 0, max: null }],
		[{ ...base, type: "number", integer: true }, 1.5, { kind: "format", format: "integer" }],
		[{ ...base, type: "number", integer: false }, Number.NaN, { kind: "type" }],
		[{ ...base, type: "number", integer: false }, "many", { kind: "type" }],
		[{ ...base, type: "boolean", required: true }, false, null],
		[{ ...base, type: "boolean" }, "true", { kind: "type" }],
	])("to %o that is %o", (field, value, problem) => {
		expect(problemOf(field, value)).toEqual(problem);
	});

	test("has no values of fields that are empty, or that the form does not have", () => {
		const fields: QuestionField[] = [
			{ ...text, name: "a" },
			{ ...text, name: "b" },
			{ ...base, name: "c", type: "boolean" },
		];
		expect(toAnswer(fields, { a: "", b: "x", c: false, d: "y" })).toEqual({ b: "x", c: false });
	});

	test("takes nothing from the prototype of an object", () => {
		expect(toAnswer([{ ...text, name: "constructor" }], {})).toEqual({});
	});
});

test.each(["password", "API key", "accessToken", "secret", "one-time code", "card number"])(
	"a field for a %s asks for a secret",
	(name) => expect(asksForSecret({ ...text, name })).toBe(true),
);

test.each(["name", "keyboard", "tokenizer", "pinned version"])("a field for a %s does not", (name) =>
	expect(asksForSecret({ ...text, name })).toBe(false),
);

test.each([
	["https://example.com/a", true],
	["http://localhost:3000", true],
	["https://user:pass@example.com", false],
	["javascript:alert(1)", false],
	["file:///etc/passwd", false],
	["example.com", false],
])("%s is opened: %s", (url, isOpened) => expect(isWebAddress(url)).toBe(isOpened));

test("a question that no tool call asks is still open after a turn that ended by itself", () => {
	const question = {
		id: "q",
		kind: "question",
		turnId: "turn",
		createdAt: 0,
		message: "",
		request: { type: "url", url: "" },
		state: { status: "pending" },
	} as const;
	expect(endsWithTurn(question, "turn", "turn_ended")).toBe(false);
	expect(endsWithTurn({ ...question, toolCallId: "call" }, "turn", "turn_ended")).toBe(true);
	expect(endsWithTurn(question, "turn", "stopped")).toBe(true);
	expect(endsWithTurn(question, "turn", "interrupted")).toBe(true);
	expect(endsWithTurn({ ...question, turnId: null }, "turn", "stopped")).toBe(false);
});
