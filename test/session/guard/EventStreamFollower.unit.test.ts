import { afterEach, expect, test } from "vitest";
import { SESSION_LIMITS, type SessionLimits } from "../../../actors/limits/sessionLimits.ts";
import { EventStreamFollower } from "../../../actors/session/guard/EventStreamFollower.ts";
import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { waitFor } from "../../harness/waitFor.ts";

/** How the server responds to one request: with a body, a status or a failed connection. */
type ServerResponse = string | number | Error;

const stopped = new Set<AbortController>();

afterEach(() => {
	for (const controller of stopped) controller.abort();
});

function stream(...ids: readonly number[]): string {
	return ids.map((id) => `id: ${id}\ndata: ${id}\n\n`).join("");
}

function refused(): Error {
	return new TypeError("fetch failed", { cause: Object.assign(new Error("connect"), { code: "ECONNREFUSED" }) });
}

function respond(response: ServerResponse): Response {
	if (response instanceof Error) throw response;
	return typeof response === "number" ? new Response("", { status: response }) : new Response(response);
}

/** Follows a server with these responses, until `count` messages were received or the stream has ended. */
async function follow(
	responses: readonly ServerResponse[],
	{ count = Number.POSITIVE_INFINITY, limits = {} as Partial<SessionLimits> } = {},
) {
	const received = {
		messages: [] as string[],
		gaps: [] as number[],
		errors: [] as WorkspaceErrorInfo[],
		requestedIds: [] as (string | null)[],
	};
	const controller = new AbortController();
	stopped.add(controller);
	const { promise, resolve } = Promise.withResolvers<void>();
	const left = [...responses];
	const open = async (headers: Record<string, string>) => {
		received.requestedIds.push(headers["last-event-id"] ?? null);
		return respond(left.shift() ?? 404);
	};
	const follower = new EventStreamFollower({
		open,
		agent: "mock",
		limits: { ...SESSION_LIMITS, ...limits },
		signal: controller.signal,
		onMessage: (json) => received.messages.push(json) >= count && resolve(),
		onMessagesLost: (lost) => received.gaps.push(lost),
		onEnd: (error) => {
			received.errors.push(error);
			resolve();
		},
	});
	void follower.run();
	await promise;
	return received;
}

test("a connection that the server does not know yet is retried", async () => {
	const { messages } = await follow([404, 404, refused(), stream(1, 2)], { count: 2 });
	expect(messages).toEqual(["1", "2"]);
});

test("a broken stream resumes after the last message received", async () => {
	const { messages, requestedIds } = await follow([stream(1, 2), new TypeError("terminated"), stream(3)], { count: 3 });
	expect(messages).toEqual(["1", "2", "3"]);
	expect(requestedIds).toEqual([null, "2", "2"]);
});

test("messages that are sent again are not received twice", async () => {
	const { messages } = await follow([stream(1, 2), stream(1, 2, 3)], { count: 3 });
	expect(messages).toEqual(["1", "2", "3"]);
});

test("after a gap it reconnects, and receives what the server still has", async () => {
	const { messages, gaps, requestedIds } = await follow([stream(1, 5), stream(2, 3, 4, 5)], { count: 5 });
	expect(messages).toEqual(["1", "2", "3", "4", "5"]);
	expect(gaps).toEqual([]);
	expect(requestedIds).toEqual([null, "1"]);
});

test("a gap that the server cannot fill is reported before the next message", async () => {
	const { messages, gaps } = await follow([stream(1, 5), stream(4, 5)], { count: 3 });
	expect(messages).toEqual(["1", "4", "5"]);
	expect(gaps).toEqual([2]);
});

test("a server that no longer knows the connection has lost the session", async () => {
	const { errors } = await follow([stream(1), 404]);
	expect(errors).toMatchObject([{ code: "sandbox_failed" }]);
});

test("a server that is gone ends it at once", async () => {
	const { errors } = await follow([stream(1), refused()]);
	expect(errors).toMatchObject([{ code: "sandbox_unreachable" }]);
});

test("a server that refuses the token ends it at once", async () => {
	const { errors } = await follow([stream(1), 401]);
	expect(errors).toMatchObject([{ code: "sandbox_unreachable", message: expect.stringContaining("token") }]);
});

test("a stream that cannot be reopened in time ends it", async () => {
	const { errors } = await follow([stream(1), 502, 502, 502, 502, 502, 502], {
		limits: { streamReconnectTimeoutMs: 200 },
	});
	expect(errors).toMatchObject([{ code: "sandbox_unreachable" }]);
});

test("a stream is not quiet while a large message is arriving", async () => {
	const body = new TransformStream<Uint8Array, Uint8Array>();
	const writer = body.writable.getWriter();
	const write = (text: string) => writer.write(new TextEncoder().encode(text));
	const controller = new AbortController();
	stopped.add(controller);
	const messages: string[] = [];
	const open = async () => new Response(body.readable);
	const follower = new EventStreamFollower({
		open,
		agent: "mock",
		limits: SESSION_LIMITS,
		signal: controller.signal,
		onMessage: (json) => messages.push(json),
		onMessagesLost: () => undefined,
		onEnd: () => undefined,
	});
	void follower.run();
	await write("id: 1\ndata: 1\n\n: keep-alive\n");
	await waitFor(() => follower.isQuiet(0), "quiet after a message");
	await write("id: 2\ndata: tw");
	await waitFor(() => !follower.isQuiet(0), "the next message to begin");
	await write("o\n\n");
	await waitFor(() => follower.isQuiet(0), "quiet again");
	expect(messages).toEqual(["1", "two"]);
});
