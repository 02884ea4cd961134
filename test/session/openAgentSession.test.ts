import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { CLIENT_CAPABILITIES, toClientCapabilities } from "../../actors/session/guard/clientCapabilities.ts";
import { loadFactor } from "../harness/loadFactor.ts";
import { SessionBench, text } from "./SessionBench.ts";

let bench: SessionBench;

beforeEach(async () => {
	bench = await SessionBench.start();
});

afterEach(async () => {
	await bench.stop();
	expect(bench.unhandledRejections).toEqual([]);
});

test("a prompt settles after its last update, with the response as the last event", async () => {
	const { session, listener } = await bench.open();
	const { stopReason } = await session.prompt(text("burst 300"));
	expect(stopReason).toBe("end_turn");
	expect(listener.text).toBe(Array.from({ length: 300 }, (_, index) => `${index} `).join(""));
	expect(listener.events.at(-1)?.payload).toMatchObject({ result: { stopReason: "end_turn" } });
});

test("prompt capabilities are read from the agent's initialize result", async () => {
	const { session } = await bench.open();
	expect(session.promptCapabilities).toEqual({ image: true, audio: false, embeddedContext: false });
	expect(session.origin).toBe("new");
});

test("the agent is told exactly the capabilities of the table", async () => {
	const { session, listener } = await bench.open();
	await session.prompt(text("capabilities"));
	expect(JSON.parse(listener.text)).toEqual(toClientCapabilities(CLIENT_CAPABILITIES));
});

test("a server that is killed in a turn fails the prompt in under a second", async () => {
	const { session, listener } = await bench.open();
	const prompted = session.prompt(text("wait"));
	await listener.until(({ text }) => text === "waiting");
	const killedAt = performance.now();
	await Promise.all([
		bench.server.kill(),
		expect(prompted).rejects.toMatchObject({ info: { code: "sandbox_unreachable" } }),
	]);
	expect(performance.now() - killedAt).toBeLessThan(1_000 * loadFactor());
	await listener.until(({ errors }) => errors.length > 0);
});

test("after a restart of the server the session is reported as lost", async () => {
	const { session, listener } = await bench.open({ limits: { streamReconnectTimeoutMs: 60_000 } });
	await bench.server.kill();
	await bench.server.start();
	await expect(session.prompt(text("echo"))).rejects.toMatchObject({
		info: { code: expect.stringMatching(/sandbox_(failed|unreachable)/) },
	});
	await listener.until(({ errors }) => errors.length > 0);
});

test("a prompt of 3 MB is refused, and the session stays usable", async () => {
	const { session } = await bench.open();
	const prompted = session.prompt(text(`echo ${"x".repeat(3_000_000)}`));
	await expect(prompted).rejects.toMatchObject({ info: { code: "prompt_too_long" } });
	await expect(session.prompt(text("burst 1"))).resolves.toEqual({ stopReason: "end_turn" });
});

test("a cancelled turn settles in under a second, and the next one runs", async () => {
	const { session, listener } = await bench.open();
	const prompted = session.prompt(text("wait"));
	await listener.until(({ text }) => text === "waiting");
	const startedAt = performance.now();
	await session.cancel();
	await expect(prompted).resolves.toEqual({ stopReason: "cancelled" });
	expect(performance.now() - startedAt).toBeLessThan(1_000 * loadFactor());
	await expect(session.prompt(text("echo"))).resolves.toEqual({ stopReason: "end_turn" });
});

test("a permission is answered with the exact option, once", async () => {
	const { session, listener } = await bench.open();
	const prompted = session.prompt(text("ask"));
	await listener.until(({ permissions }) => permissions.length === 1);
	const [permission] = listener.permissions;
	expect(permission?.request).toMatchObject({ toolCall: { toolCallId: "call" }, options: [{ optionId: "yes" }, {}] });
	await session.answerPermission(permission?.permissionId ?? "", "yes");
	await expect(session.answerPermission(permission?.permissionId ?? "", "no")).rejects.toMatchObject({
		info: { code: "approval_closed" },
	});
	await prompted;
	expect(JSON.parse(listener.text)).toEqual({ outcome: { outcome: "selected", optionId: "yes" } });
});

test("an option of a kind that ACP does not define can be chosen", async () => {
	const printedErrors = watchErrors();
	const { session, listener } = await bench.open();
	const prompted = session.prompt(text("ask allow_until_noon"));
	await listener.until(({ permissions }) => permissions.length === 1);
	await session.answerPermission(listener.permissions[0]?.permissionId ?? "", "yes");
	await prompted;
	expect(JSON.parse(listener.text)).toEqual({ outcome: { outcome: "selected", optionId: "yes" } });
	expect(printedErrors()).toEqual([]);
});

test("cancelling answers an open permission with cancelled", async () => {
	const { session, listener } = await bench.open();
	const prompted = session.prompt(text("ask-and-wait"));
	await listener.until(({ permissions }) => permissions.length === 1);
	await session.cancel();
	await expect(prompted).resolves.toEqual({ stopReason: "cancelled" });
	expect(listener.text).toBe(`waiting${JSON.stringify({ outcome: { outcome: "cancelled" } })}`);
});

test("an agent's request with the id of our prompt is not mistaken for its response", async () => {
	const { session, listener } = await bench.open();
	const prompted = session.prompt(text("collide"));
	await listener.until(({ permissions }) => permissions.length === 1);
	await session.answerPermission(listener.permissions[0]?.permissionId ?? "", "no");
	await expect(prompted).resolves.toEqual({ stopReason: "end_turn" });
	expect(JSON.parse(listener.text)).toEqual({ outcome: { outcome: "selected", optionId: "no" } });
	expect(listener.events.at(-1)?.payload).toMatchObject({ result: { stopReason: "end_turn" } });
});

test("a request for a capability that we do not offer is refused, and the turn continues", async () => {
	const { session, listener } = await bench.open();
	await expect(session.prompt(text("read"))).resolves.toEqual({ stopReason: "end_turn" });
	expect(JSON.parse(listener.text)).toMatchObject({ code: -32601, data: { method: "fs/read_text_file" } });
});

/** What the SDK prints about messages that its schema does not know. */
function watchErrors(): () => readonly unknown[] {
	const printed = vi.spyOn(console, "error").mockImplementation(() => {});
	onTestFinished(() => printed.mockRestore());
	return () => printed.mock.calls.flat().filter((part) => String(part).includes("Error handling"));
}

test("updates that the SDK does not know arrive and are stored as sent, and nothing is printed", async () => {
	const printedErrors = watchErrors();
	const { session, listener } = await bench.open();
	const updates = [
		{ sessionUpdate: "compaction_update", status: "in_progress" },
		{ sessionUpdate: "craft/made_up" },
		{ sessionUpdate: "agent_message_chunk", content: "no block" },
	];
	const lines = updates.map((update) =>
		JSON.stringify({ jsonrpc: "2.0", method: "session/update", params: { sessionId: "scripted", update } }),
	);
	await session.prompt(text(`write ${JSON.stringify([`${lines.join("\n")}\n`])}`));
	const sent = { method: "session/update", params: { update: updates[1] } };
	expect(listener.events.map(({ payload }) => payload)).toContainEqual(
		expect.objectContaining({ method: sent.method, params: expect.objectContaining(sent.params) }),
	);
	await expect
		.poll(async () => (await bench.persist.listEvents({ sessionId: "default" })).items.map(({ payload }) => payload))
		.toContainEqual(expect.objectContaining({ method: sent.method, params: expect.objectContaining(sent.params) }));
	expect(printedErrors()).toEqual([]);
});

test("output that is not JSON-RPC is skipped", async () => {
	const { session } = await bench.open();
	await expect(session.prompt(text("babble"))).resolves.toEqual({ stopReason: "end_turn" });
});

test("a turn ends after a burst larger than the server can buffer, and the missing updates are counted", async () => {
	const { session, listener } = await bench.open();
	await expect(session.prompt(text("burst 20000"))).resolves.toEqual({ stopReason: "end_turn" });
	const received = listener.text.split(" ").length - 1;
	const lost = listener.lostUpdates.reduce((sum, gap) => sum + gap, 0);
	expect(received + lost).toBe(20_000);
});

test("the mode of an older agent can be set", async () => {
	const { session, listener } = await bench.open();
	await session.setConfigOption("mode", "code");
	expect(listener.events.some(({ payload }) => "method" in payload && payload.method === "session/set_mode")).toBe(
		true,
	);
});

test("a setting that the agent refuses fails with the agent's own text", async () => {
	const { session } = await bench.open();
	await expect(session.setConfigOption("effort", "none")).rejects.toMatchObject({
		info: {
			code: "agent_failed",
			message: "The agent didn’t take this setting.",
			detail: expect.stringContaining("There is no such option."),
		},
	});
});

test("closing during a turn ends it at once without onClosed, and can be called twice", async () => {
	const { session, listener } = await bench.open();
	const prompted = session.prompt(text("ignore-cancel"));
	const startedAt = performance.now();
	await Promise.all([
		session.close(),
		session.close(),
		expect(prompted).rejects.toMatchObject({ info: { code: "closed" } }),
	]);
	expect(performance.now() - startedAt).toBeLessThan(500 * loadFactor());
	expect(listener.errors).toEqual([]);
	await expect(session.prompt(text("echo"))).rejects.toMatchObject({ info: { code: "closed" } });
});

test("closing makes the server release the agent", async () => {
	const { session } = await bench.open();
	const { baseUrl, token } = bench.server.address;
	const headers = { authorization: `Bearer ${token}` };
	const agents = async () => (await fetch(`${baseUrl}/v1/acp`, { headers })).text();
	expect(await agents()).toContain("sdk-mock-");
	await session.close();
	await expect.poll(agents).not.toContain("sdk-mock-");
});

test("a reopened session gets the newest part of the history", async () => {
	const first = await bench.open();
	for (let turn = 0; turn < 60; turn++) await first.session.prompt(text(`echo turn-${turn}-${"x".repeat(400)}`));
	await first.session.close();
	const { session, listener } = await bench.open();
	expect(session.origin).toBe("replayed");
	await session.prompt(text("echo now"));
	const [history] = JSON.parse(listener.text) as string[];
	expect(history).toContain("turn-59-");
	expect(history).not.toContain("turn-0-");
	expect(history).not.toContain("[history truncated]");
});
