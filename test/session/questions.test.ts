import { afterEach, beforeEach, expect, test } from "vitest";
import { SessionBench, text } from "./SessionBench.ts";

let bench: SessionBench;

beforeEach(async () => {
	bench = await SessionBench.start();
});

afterEach(async () => {
	await bench.stop();
	expect(bench.unhandledRejections).toEqual([]);
});

/** A prompt that makes the agent write JSON-RPC messages, and report the answers to the requests in them. */
function write(messages: readonly object[], ...ids: readonly string[]) {
	const lines = messages.map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`).join("");
	return text(`write ${JSON.stringify([lines, ...ids])}`);
}

const params = { sessionId: "scripted", mode: "form", message: "Which?", requestedSchema: { type: "object" } };
const question = { id: "q", method: "elicitation/create", params };

test("a question reaches the listener once, and the agent gets its answer", async () => {
	const { session, listener } = await bench.open();
	const prompted = session.prompt(write([question], "q"));
	await listener.until(({ questions }) => questions.length === 1);
	const [asked] = listener.questions;
	expect(asked?.request).toEqual(params);
	await asked?.answer({ action: "accept", content: { db: "SQLite" } });
	await expect(asked?.answer({ action: "decline" })).rejects.toMatchObject({ info: { code: "question_closed" } });
	await prompted;
	expect(JSON.parse(listener.text)).toEqual({ action: "accept", content: { db: "SQLite" } });
});

test("a question that is none is refused as ACP demands", async () => {
	const { session, listener } = await bench.open();
	const prompted = session.prompt(write([question], "q"));
	await listener.until(({ questions }) => questions.length === 1);
	await listener.questions[0]?.refuse();
	await prompted;
	expect(JSON.parse(listener.text)).toMatchObject({ code: -32602 });
});

test("a question that the agent takes back ends at once", async () => {
	const { session, listener } = await bench.open();
	const cancel = { method: "$/cancel_request", params: { requestId: "q" } };
	await session.prompt(write([question, cancel], "q"));
	await listener.until(({ questions }) => questions.every(({ signal }) => signal.reason === "withdrawn"));
	expect(JSON.parse(listener.text)).toEqual({ action: "cancel" });
});

test("a permission request that the agent takes back ends at once, and its later answer goes nowhere", async () => {
	const { session, listener } = await bench.open();
	const toolCall = { toolCallId: "call", title: "npm test" };
	const options = [{ optionId: "yes", name: "Yes", kind: "allow_once" }];
	const permission = { id: "p", method: "session/request_permission", params: { ...params, toolCall, options } };
	const cancel = { method: "$/cancel_request", params: { requestId: "p" } };
	await session.prompt(write([permission, cancel], "p"));
	const [asked] = listener.permissions;
	expect(asked?.signal.aborted).toBe(true);
	expect(JSON.parse(listener.text)).toEqual({ outcome: { outcome: "cancelled" } });
	await expect(session.answerPermission(asked?.permissionId ?? "", "yes")).rejects.toMatchObject({
		info: { code: "approval_closed" },
	});
});

test("a question ends with its session, and a page is reported as done", async () => {
	const { session, listener } = await bench.open();
	const complete = { method: "elicitation/complete", params: { elicitationId: "login" } };
	const prompted = session.prompt(write([question, complete], "q")).catch(() => undefined);
	await listener.until(({ questions, completed }) => questions.length === 1 && completed.length === 1);
	expect(listener.completed).toEqual(["login"]);
	await session.close();
	await prompted;
	expect(listener.questions[0]?.signal.reason).toBe("closed");
});
