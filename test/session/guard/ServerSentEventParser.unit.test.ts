import { expect, test } from "vitest";
import { ServerSentEventParser } from "../../../actors/session/guard/ServerSentEventParser.ts";

const STREAM =
	': hello\n\nid: 1\nevent: message\ndata: {"a":1}\n\nid: 2\r\ndata: one\r\ndata: two\r\n\r\nevent: empty\n\ndata:bare\n\n';

const EVENTS = [
	{ id: "1", data: '{"a":1}' },
	{ id: "2", data: "one\ntwo" },
	{ id: null, data: "bare" },
];

test("a stream is cut into its events; comments and events without data make none", () => {
	expect(new ServerSentEventParser().push(STREAM)).toEqual(EVENTS);
});

test("it does not matter where the stream was cut on its way", () => {
	for (let size = 1; size < STREAM.length; size++) {
		const parser = new ServerSentEventParser();
		const pieces = STREAM.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? [];
		expect(pieces.flatMap((piece) => parser.push(piece))).toEqual(EVENTS);
	}
});

test("an event is not given out before it is whole", () => {
	const parser = new ServerSentEventParser();
	expect(parser.push("data: half")).toEqual([]);
	expect(parser.push(" and half\n")).toEqual([]);
	expect(parser.push("\n")).toEqual([{ id: null, data: "half and half" }]);
});
