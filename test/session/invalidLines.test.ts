import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { InterruptingProxy } from "./InterruptingProxy.ts";
import { SessionBench, text } from "./SessionBench.ts";

let bench: SessionBench;
let proxy: InterruptingProxy | undefined;

beforeEach(async () => {
	bench = await SessionBench.start();
});

afterEach(async () => {
	await bench.stop();
	await proxy?.stop();
	proxy = undefined;
	expect(bench.unhandledRejections).toEqual([]);
});

/** A message of the agent whose text is already written as in a JSON string. */
function say(written: string): string {
	const content = `{"type":"text","text":"${written}"}`;
	const update = `{"sessionUpdate":"agent_message_chunk","content":${content}}`;
	return `{"jsonrpc":"2.0","method":"session/update","params":{"sessionId":"scripted","update":${update}}}`;
}

/** A permission request with half of a surrogate pair in its title. */
function ask(id: string): string {
	const options = '[{"optionId":"yes","name":"Yes","kind":"allow_once"}]';
	const params = `{"sessionId":"scripted","toolCall":{"toolCallId":"call","title":"Do \\ud83d"},"options":${options}}`;
	return `{"jsonrpc":"2.0","id":"${id}","method":"session/request_permission","params":${params}}`;
}

/** Has the agent write lines as they are. */
function write(lines: readonly string[], ...ids: readonly string[]): [{ type: "text"; text: string }] {
	return text(`write ${JSON.stringify([lines.map((line) => `${line}\n`).join(""), ...ids])}`);
}

describe("lines that the server cannot parse", () => {
	test("are received in their order, among those that it can", async () => {
		const { session, listener } = await bench.open();
		const lines = [
			say("a"),
			say("b\\ud83d"),
			say("c"),
			`\uFEFF${say("d")}`,
			`${say("e")}${say("f")}`,
			"npm notice A new version is available",
			say("g\u001b[1m\t"),
			`Loading... ${say("h")}`,
			say("i"),
			`DEBUG sent ${say("i")}`,
			`${say("j")}\r`,
		];
		await expect(session.prompt(write(lines))).resolves.toEqual({ stopReason: "end_turn" });
		expect(listener.text).toBe("ab\uFFFDcdefg\u001b[1m\thij");
		expect([listener.lostUpdates, listener.unreadable]).toEqual([[], []]);
	});

	test("arrive whole when they are long", async () => {
		const { session, listener } = await bench.open();
		await session.prompt(text(`write ${JSON.stringify([`${say(`${"x".repeat(1_500_000)}\\ud83d`)}\n`])}`));
		expect(listener.text).toBe(`${"x".repeat(1_500_000)}\uFFFD`);
	});

	test("ask for a permission like others", async () => {
		const { session, listener } = await bench.open();
		const prompted = session.prompt(write([ask("p")], "p"));
		await listener.until(({ permissions }) => permissions.length === 1);
		const [permission] = listener.permissions;
		expect(permission?.request).toMatchObject({ toolCall: { title: "Do \uFFFD" } });
		await session.answerPermission(permission?.permissionId ?? "", "yes");
		await expect(prompted).resolves.toEqual({ stopReason: "end_turn" });
		expect(listener.text).toBe('{"outcome":{"optionId":"yes","outcome":"selected"}}');
	});

	test("end a turn when one is the response", async () => {
		const { session } = await bench.open();
		const response = '{"jsonrpc":"2.0","id":ID,"result":{"stopReason":"end_turn","_meta":"\\ud83d"}}';
		await expect(session.prompt(write([response], "never"))).resolves.toEqual({ stopReason: "end_turn" });
		await expect(session.prompt(text("echo next"))).resolves.toEqual({ stopReason: "end_turn" });
	});

	test("are received once when the event stream breaks between them", async () => {
		proxy = await InterruptingProxy.start(bench.server.address.baseUrl);
		const sandbox = { ...bench.server.address, baseUrl: proxy.baseUrl };
		const { session, listener } = await bench.open({ sandbox });
		const prompted = session.prompt(write([say("a\\ud83d"), ask("p"), say("b\\ud83d")], "p"));
		await listener.until(({ permissions }) => permissions.length === 1);
		proxy.interruptStreams();
		await session.answerPermission(listener.permissions[0]?.permissionId ?? "", "yes");
		await expect(prompted).resolves.toEqual({ stopReason: "end_turn" });
		expect(listener.text).toBe('a\uFFFDb\uFFFD{"outcome":{"optionId":"yes","outcome":"selected"}}');
		expect(listener.permissions).toHaveLength(1);
	});
});

describe("a message that cannot be read", () => {
	test("is answered with an error when it is a request, and reported", async () => {
		const { session, listener } = await bench.open();
		await session.prompt(write([ask("p").slice(0, -40)], "p"));
		expect(JSON.parse(listener.text)).toMatchObject({ code: -32700 });
		expect(listener.permissions).toEqual([]);
		expect(listener.unreadable).toMatchObject([{ method: "session/request_permission" }]);
	});

	test("fails the prompt when it is its response", async () => {
		const { session } = await bench.open();
		const prompted = session.prompt(write(['{"jsonrpc":"2.0","id":ID,"result":{"stopReason":'], "never"));
		await expect(prompted).rejects.toMatchObject({ info: { code: "agent_failed" } });
		await expect(session.prompt(text("echo next"))).resolves.toEqual({ stopReason: "end_turn" });
	});

	test("counts as lost when it is an update", async () => {
		const { session, listener } = await bench.open();
		await session.prompt(write([say("a"), say("b").slice(0, 100), say("c")]));
		expect(listener.text).toBe("ac");
		expect(listener.lostUpdates).toEqual([1]);
	});
});
