import { expect, test } from "vitest";
import { isRecord } from "../../src/protocol/isRecord.ts";
import { ACTIONS } from "../../src/protocol/requests.ts";
import { describeRequest } from "../../src/rules/requests.ts";

test("a request of an older page is the same to a server that knows more fields", () => {
	const sent = describeRequest("stop", { clientId: "one", turnId: "turn" });
	expect(describeRequest("stop", { turnId: "turn", clientId: "one", reason: null, force: undefined })).toBe(sent);
	expect(describeRequest("stop", { clientId: "two", turnId: "turn" })).toBe(sent);
	expect(describeRequest("stop", { clientId: "one", turnId: "turn", force: false })).not.toBe(sent);
	const answer = { clientId: "one", questionId: "question", action: "accept" };
	const answered = describeRequest("answerQuestion", { ...answer, answer: { name: "Ada" } });
	expect(describeRequest("answerQuestion", { ...answer, answer: { name: "Ada", age: null } })).toBe(answered);
	expect(describeRequest("answerQuestion", answer)).not.toBe(answered);
	expect(describeRequest("movePrompt", { clientId: "one", promptId: "a", before: null })).not.toBe(
		describeRequest("movePrompt", { clientId: "one", promptId: "a", before: "b" }),
	);
});

/** Where a schema, or a part of it, fills in what was not sent. */
function findDefaults(schema: unknown, path: string): readonly string[] {
	if (!isRecord(schema)) return [];
	const { default: filled, entries, wrapped, item, pipe, options } = schema;
	const parts = [
		...(isRecord(entries) ? Object.entries(entries) : []),
		...[wrapped, item].map((part) => ["", part] as const),
		...[pipe, options].flatMap((list) => (Array.isArray(list) ? list : [])).map((part) => ["", part] as const),
	];
	// The first part of a pipe is the schema itself.
	const inner = parts.flatMap(([name, part]) => (part === schema ? [] : findDefaults(part, `${path}.${name}`)));
	return filled === undefined ? inner : [path, ...inner];
}

test.each(Object.entries(ACTIONS))(
	"the request of %s is parsed as it was sent, without defaults",
	(name, { request }) => {
		expect(findDefaults(request, name)).toEqual([]);
	},
);
