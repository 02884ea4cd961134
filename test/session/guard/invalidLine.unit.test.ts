import { describe, expect, test } from "vitest";
import { QuotedMessages, readInvalidLine } from "../../../actors/session/guard/invalidLine.ts";
import { cpuTime } from "../../harness/cpuTime.ts";

/** An update whose text is already written as in a JSON string. */
function update(text: string): string {
	return `{"jsonrpc":"2.0","method":"session/update","params":{"text":"${text}"}}`;
}

function textsIn(line: string): unknown[] {
	return readInvalidLine(line).messages.map((json) => JSON.parse(json).params.text);
}

describe("a line that the server cannot parse", () => {
	test.each([
		["half of a surrogate pair, the first", "a\\ud83d", "a\uFFFD"],
		["half of a surrogate pair, the second", "\\uDE00b", "\uFFFDb"],
		["halves in the wrong order", "\\ude00\\ud83d", "\uFFFD\uFFFD"],
		["a half before a whole pair", "\\ud83d\\ud83d\\ude00", "\uFFFD😀"],
		["an escaped backslash before what looks like a half", "\\\\ud83d\\u0007\u0001", "\\ud83d\u0007\u0001"],
		["raw control characters", "a\u001b[1mb\tc\u0000", "a\u001b[1mb\tc\u0000"],
		["a backslash that escapes nothing", "C:\\x41 \\' \\u12", "C:\\x41 \\' \\u12"],
		["braces, quotes and commas in a text", '{ \\"},] \u0001', '{ "},] \u0001'],
	])("is read with %s", (_what, written, read) => {
		expect(textsIn(update(written))).toEqual([read]);
		expect(readInvalidLine(update(written))).toMatchObject({ isMixed: false, unreadable: [] });
	});

	test("is read with numbers that JSON does not have", () => {
		const [json = ""] = readInvalidLine('{"jsonrpc":"2.0","id":1,"result":[NaN,-Infinity,1e400,2]}').messages;
		expect(JSON.parse(json).result).toEqual([null, null, null, 2]);
	});

	test.each([
		["as JavaScript writes them", "[undefined,.5,1.,+1,0x1F,01]", [null, 0.5, 1, 1, 31, 1]],
		["as Python writes them", "[None,True,False,nan,-inf]", [null, true, false, null, null]],
	])("is read with numbers and constants %s", (_what, written, read) => {
		const [json = ""] = readInvalidLine(`{"jsonrpc":"2.0","id":1,"result":${written}}`).messages;
		expect(JSON.parse(json).result).toEqual(read);
	});

	test("is read with a comma too many", () => {
		const [json = ""] = readInvalidLine('{"jsonrpc":"2.0","id":1,"result":{"a":[1,2 , ],},}').messages;
		expect(JSON.parse(json).result).toEqual({ a: [1, 2] });
	});

	test.each([
		["a byte order mark", `\uFEFF${update("a")}`],
		["colours", `\u001b[0m${update("a")}\u001b[0m\r`],
	])("is read with %s around the message", (_what, line) => {
		expect(textsIn(line)).toEqual(["a"]);
		expect(readInvalidLine(line).isMixed).toBe(false);
	});

	test.each(["", " "])("is read with two messages, separated by “%s”", (separator) => {
		const line = update("one") + separator + update("two");
		expect(textsIn(line)).toEqual(["one", "two"]);
		expect(readInvalidLine(line).isMixed).toBe(false);
	});

	test.each([`DEBUG ${update("a")}`, `${update("a")} sent`, `{ done } ${update("a")}`])("is mixed: %s", (line) => {
		expect(textsIn(line)).toEqual(["a"]);
		expect(readInvalidLine(line).isMixed).toBe(true);
	});

	test("has no message when it is a plain log", () => {
		for (const line of ["Listening on 8080", "{ a: 1 }", '{"level":"info" "x"}', "[1,2", "{{{{", "}"]) {
			expect(readInvalidLine(line)).toMatchObject({ messages: [], unreadable: [] });
		}
	});

	test("is read although it is nested deeper than other parsers go", () => {
		const nested = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
		const [json = ""] = readInvalidLine(`{"jsonrpc":"2.0","id":1,"method":"a","params":[${nested},7]}`).messages;
		expect(JSON.parse(json)).toMatchObject({ id: 1, method: "a", params: [expect.anything(), 7] });
		expect(json.length).toBeLessThan(500);
	});
});

describe("a message that cannot be read", () => {
	test.each([
		[
			'{"jsonrpc":"2.0","id":7,"method":"session/request_permission","params":{"se',
			7,
			"session/request_permission",
			false,
		],
		['{"id":"x","jsonrpc":"2.0","method":"fs/read_text_file","params":{]}', "x", "fs/read_text_file", false],
		["{'jsonrpc':'2.0','id':3,'method':'session/request_permission'}", 3, "session/request_permission", false],
		['{"jsonrpc":"2.0","id":2,"result":{"stopReason', 2, undefined, true],
		['{"jsonrpc":"2.0","params":{"id":4,"method":"x"},"method":"session/update"', undefined, "session/update", false],
	])("is recognised in %s", (line, id, method, isResponse) => {
		expect(readInvalidLine(line)).toMatchObject({ messages: [], unreadable: [{ id, method, isResponse }] });
	});

	test("does not hide the one behind it", () => {
		const { messages, unreadable } = readInvalidLine(`{"jsonrpc":"2.0","method":"session/upda${update("a")}`);
		expect(unreadable).toHaveLength(1);
		expect(messages).toHaveLength(1);
	});
});

test.each([
	["braces", "{"],
	["objects", '{"a":'],
	["messages", '{"jsonrpc":"2.0","id":1,'],
	["backslashes", '{"jsonrpc":"\\'],
	["commas", "{,"],
])("reading a line of many %s takes time in proportion to its length", (_what, part) => {
	const timeOf = (characters: number) => {
		const line = part.repeat(characters / part.length);
		return cpuTime(() => readInvalidLine(line));
	};
	const bestOf = (characters: number) => Math.min(...[1, 2, 3].map(() => timeOf(characters)));
	// Quadratic, it would be 100 times as long.
	expect(bestOf(300_000)).toBeLessThan(40 * Math.max(bestOf(30_000), 5));
});

describe("a message in a mixed line", () => {
	test("counts when it is one that agents send", () => {
		const quoted = new QuotedMessages();
		expect(quoted.takeQuoted(update("a"))).toBe(true);
		expect(quoted.takeQuoted('{"jsonrpc":"2.0","id":1,"result":{"stopReason":"end_turn"}}')).toBe(true);
		expect(quoted.takeQuoted('{"jsonrpc":"2.0","id":1,"method":"session/prompt","params":{}}')).toBe(false);
		expect(quoted.takeQuoted('{"jsonrpc":"2.0","id":1,"result":{"outcome":{}}}')).toBe(false);
	});

	test("counts once when the agent sends it, too, in whichever order", () => {
		const quoted = new QuotedMessages();
		const sorted = '{"method":"session/update", "params":{"text":"a"}, "jsonrpc":"2.0"}';
		expect([quoted.takeQuoted(update("a")), quoted.takeSent(sorted)]).toEqual([true, false]);
		expect([quoted.takeSent(sorted), quoted.takeQuoted(update("a"))]).toEqual([true, false]);
		expect(quoted.takeSent(sorted)).toBe(true);
	});
});
