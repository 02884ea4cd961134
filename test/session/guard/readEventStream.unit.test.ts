import { expect, test } from "vitest";
import { readEventStream } from "../../../actors/session/guard/EventStreamFollower.ts";

const STREAM =
	': hello\n\nid: 1\nevent: message\ndata: {"a":1}\n\nid: 2\r\ndata: one\r\ndata: two\r\n\r\nevent: empty\n\ndata:bare\n\n';

const EVENTS = [
	{ id: "1", data: '{"a":1}' },
	{ id: "2", data: "one\ntwo" },
	{ id: undefined, data: "bare" },
];

/** Reads a stream in pieces: the events, and after each piece whether it ended inside an event. */
async function readPieces(pieces: readonly string[], maxEvents = Number.POSITIVE_INFINITY) {
	const events: { id: string | undefined; data: string }[] = [];
	const inside: boolean[] = [];
	const body = new ReadableStream<Uint8Array>({
		start(controller) {
			for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
			controller.close();
		},
	});
	await readEventStream(
		body,
		({ id, data }) => events.push({ id, data }) < maxEvents,
		(isInside) => inside.push(isInside),
		60_000,
	);
	return { events, inside };
}

test("a stream is split into events; comments and events without data are skipped", async () => {
	expect((await readPieces([STREAM])).events).toEqual(EVENTS);
});

test("the result does not depend on where the stream is split into chunks", async () => {
	for (let size = 1; size < STREAM.length; size++) {
		const pieces = STREAM.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? [];
		expect((await readPieces(pieces)).events).toEqual(EVENTS);
	}
});

test("an event is not emitted before it is complete", async () => {
	expect(await readPieces(["data: half"])).toEqual({ events: [], inside: [true, false] });
	expect(await readPieces(["data: half", " and half\n"])).toEqual({ events: [], inside: [true, true, false] });
	expect(await readPieces(["data: half", " and half\n", "\n"])).toEqual({
		events: [{ id: undefined, data: "half and half" }],
		inside: [true, true, false, false],
	});
});

test("after a comment the stream is between events, however it is split", async () => {
	expect((await readPieces([": alive\n", ": ali", "ve\n", "\n"])).inside).toEqual([false, false, false, false, false]);
	expect((await readPieces(["\n", `data: ${"x".repeat(300)}:`])).inside).toEqual([false, true, false]);
});

test("nothing is emitted after onEvent has returned false", async () => {
	expect((await readPieces([STREAM, STREAM], 2)).events).toEqual(EVENTS.slice(0, 2));
});
