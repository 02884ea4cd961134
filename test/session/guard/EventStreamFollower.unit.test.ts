import { afterEach, expect, test } from "vitest";
import { SESSION_LIMITS, type SessionLimits } from "../../../actors/limits/sessionLimits.ts";
import { EventStreamFollower } from "../../../actors/session/guard/EventStreamFollower.ts";
import type { WorkspaceErrorInfo } from "../../../src/protocol/index.ts";
import { waitFor } from "../../harness/waitFor.ts";

/** What the server does the next time it is asked for events; null breaks the connection. */
type Answer = string | number | Error;

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

function answerWith(answer: Answer): Response {
	if (answer instanceof Error) throw answer;
	return typeof answer === "number" ? new Response("", { status: answer }) : new Response(answer);
}

/** Follows a server that gives these answers one after another, until `messages` were heard or the stream has ended. */
async function follow(
	answers: readonly Answer[],
	{ count = Number.POSITIVE_INFINITY, limits = {} as Partial<SessionLimits> } = {},
) {
	const heard = {
		messages: [] as string[],
		gaps: [] as number[],
		faults: [] as WorkspaceErrorInfo[],
		asked: [] as (string | null)[],
	};
	const controller = new AbortController();
	stopped.add(controller);
	const { promise, resolve } = Promise.withResolvers<void>();
	const left = [...answers];
	const open = async (headers: Record<string, string>) => {
		heard.asked.push(headers["last-event-id"] ?? null);
		return answerWith(left.shift() ?? 404);
	};
	const follower = new EventStreamFollower({
		open,
		agent: "mock",
		limits: { ...SESSION_LIMITS, ...limits },
		signal: controller.signal,
		onMessage: (json) => heard.messages.push(json) >= count && resolve(),
		onMessagesLost: (lost) => heard.gaps.push(lost),
		onEnd: (fault) => {
			heard.faults.push(fault);
			resolve();
		},
	});
	void follower.run();
	await promise;
	return heard;
}

test("a connection that the server does not know yet is asked for again", async () => {
	const { messages } = await follow([404, 404, refused(), stream(1, 2)], { count: 2 });
	expect(messages).toEqual(["1", "2"]);
});

test("a stream that breaks goes on after the last message heard", async () => {
	const { messages, asked } = await follow([stream(1, 2), new TypeError("terminated"), stream(3)], { count: 3 });
	expect(messages).toEqual(["1", "2", "3"]);
	expect(asked).toEqual([null, "2", "2"]);
});

test("what was heard before is not heard again", async () => {
	const { messages } = await follow([stream(1, 2), stream(1, 2, 3)], { count: 3 });
	expect(messages).toEqual(["1", "2", "3"]);
});

test("a gap is asked for again, and filled when the server still has it", async () => {
	const { messages, gaps, asked } = await follow([stream(1, 5), stream(2, 3, 4, 5)], { count: 5 });
	expect(messages).toEqual(["1", "2", "3", "4", "5"]);
	expect(gaps).toEqual([]);
	expect(asked).toEqual([null, "1"]);
});

test("a gap that the server cannot fill is told, before what comes after it", async () => {
	const { messages, gaps } = await follow([stream(1, 5), stream(4, 5)], { count: 3 });
	expect(messages).toEqual(["1", "4", "5"]);
	expect(gaps).toEqual([2]);
});

test("a server that no longer knows the connection has lost the session", async () => {
	const { faults } = await follow([stream(1), 404]);
	expect(faults).toMatchObject([{ code: "sandbox_failed" }]);
});

test("a server that is gone ends it at once", async () => {
	const { faults } = await follow([stream(1), refused()]);
	expect(faults).toMatchObject([{ code: "sandbox_unreachable" }]);
});

test("a server that refuses the token ends it at once", async () => {
	const { faults } = await follow([stream(1), 401]);
	expect(faults).toMatchObject([{ code: "sandbox_unreachable", message: expect.stringContaining("token") }]);
});

test("a stream that stays away too long ends it", async () => {
	const { faults } = await follow([stream(1), 502, 502, 502, 502, 502, 502], {
		limits: { streamReconnectTimeoutMs: 200 },
	});
	expect(faults).toMatchObject([{ code: "sandbox_unreachable" }]);
});

test("a stream is not quiet while a large message is on its way, however long that takes", async () => {
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
	await write("id: 1\ndata: 1\n\n: a sign of life\n");
	await waitFor(() => follower.isQuiet(0), "quiet after a message");
	await write("id: 2\ndata: tw");
	await waitFor(() => !follower.isQuiet(0), "the next message to begin");
	await write("o\n\n");
	await waitFor(() => follower.isQuiet(0), "quiet again");
	expect(messages).toEqual(["1", "two"]);
});
