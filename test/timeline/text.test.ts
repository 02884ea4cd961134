import { expect, test } from "vitest";
import { replayRecording } from "../../stories/fixtures/replayRecording.ts";
import { playSession } from "./playSession.ts";
import { readRecordings } from "./readRecordings.ts";

function recordingOf(name: string) {
	const recording = readRecordings().find((one) => one.name === name);
	if (!recording) throw new Error(`There is no recording "${name}".`);
	return recording;
}

const textOf = (items: readonly { readonly text: string }[]) => items.map((item) => item.text);

test("chunks of a message become one message that grows by appending", () => {
	const session = playSession();
	session.say("Hello ");
	const { changes } = session.say("there");
	expect(changes).toEqual([{ kind: "append", itemId: "item-1", offset: 6, text: "there" }]);
	expect(session.itemsOf("message")).toMatchObject([{ text: "Hello there", open: true, turnId: "turn-1" }]);
});

test("offsets count UTF-16 code units", () => {
	const session = playSession();
	session.say("👋");
	expect(session.say("!").changes).toMatchObject([{ offset: 2 }]);
});

test("an empty chunk changes nothing", () => {
	const session = playSession();
	const { projection } = session.say("Hello");
	expect(session.say("")).toEqual({ projection, changes: [] });
	expect(session.projection()).toBe(projection);
});

test("another message id begins another message", () => {
	const session = playSession();
	session.say("one", "a");
	session.say("two", "b");
	session.say("three");
	expect(textOf(session.itemsOf("message"))).toEqual(["one", "two", "three"]);
	expect(session.itemsOf("message").map((item) => item.open)).toEqual([false, false, true]);
});

test("a message that is sent again after its stream broke is a second message, and the first stays", () => {
	const { jsonl, wire } = recordingOf("claude2-midfail");
	const { items } = replayRecording(jsonl, wire);
	const messages = items.filter((item) => item.kind === "message");
	expect(textOf(messages)).toEqual(Array.from({ length: 7 }, () => "Partial text then the stream "));
	expect(messages.filter((message) => message.open)).toEqual([]);
	expect(new Set(messages.map((message) => message.turnId)).size).toBe(1);
});

test("a message that is sent again continues like any other", () => {
	const session = playSession();
	session.say("Partial text", "first");
	session.say("Partial text", "second");
	session.say(" and the rest.", "second");
	expect(session.itemsOf("message")).toMatchObject([
		{ text: "Partial text", open: false },
		{ text: "Partial text and the rest.", open: true },
	]);
});

test("a thought and a message with the same id are two items, and the thought has an end time", () => {
	const session = playSession();
	session.update("agent_thought_chunk", { content: { type: "text", text: "Hm" }, messageId: "a" });
	session.update("agent_thought_chunk", { content: { type: "text", text: "m." }, messageId: "a" });
	session.say("42", "a");
	expect(session.items()).toMatchObject([
		{ kind: "thought", text: "Hmm.", open: false, createdAt: 1_000, endedAt: 3_000 },
		{ kind: "message", text: "42", open: true },
	]);
});

test("a new item closes the message before it", () => {
	const session = playSession();
	session.say("Looking. ");
	session.update("tool_call", { toolCallId: "call", title: "Read", kind: "read" });
	session.say("Found.");
	expect(session.items()).toMatchObject([
		{ kind: "message", text: "Looking. ", open: false },
		{ kind: "tool_call" },
		{ kind: "message", text: "Found.", open: true },
	]);
});

test("an update of an existing item does not close the message", () => {
	const session = playSession();
	session.update("tool_call", { toolCallId: "call", title: "Run", status: "in_progress" });
	session.say("The command ");
	session.update("tool_call_update", { toolCallId: "call", status: "completed" });
	session.update("usage_update", { used: 1, size: 10 });
	session.say("ended.");
	expect(textOf(session.itemsOf("message"))).toEqual(["The command ended."]);
});

test("other content follows the text, and text after it begins another message", () => {
	const session = playSession();
	const image = { type: "image", data: "AAAA", mimeType: "image/png" };
	session.say("See:");
	session.update("agent_message_chunk", { content: image });
	session.update("agent_message_chunk", { content: { type: "resource", resource: { uri: "file:///a", text: "A" } } });
	session.say("Nice?");
	expect(session.itemsOf("message")).toMatchObject([
		{ text: "See:", blocks: [image, { type: "resource", uri: "file:///a", text: "A" }], open: false },
		{ text: "Nice?", blocks: [], open: true },
	]);
});

test("content with another message id begins another message", () => {
	const session = playSession();
	const content = { type: "image", data: "AAAA", mimeType: "image/png" };
	session.say("See:", "a");
	session.update("agent_message_chunk", { content, messageId: "b" });
	expect(session.itemsOf("message")).toMatchObject([
		{ text: "See:", blocks: [], open: false },
		{ text: "", blocks: [content], open: true },
	]);
});

test("a block of an unknown type is kept in the message", () => {
	const session = playSession();
	session.update("agent_message_chunk", { content: { type: "hologram", size: 3 } });
	expect(session.itemsOf("message")).toMatchObject([
		{ text: "", blocks: [{ type: "unknown", value: { type: "hologram", size: 3 } }] },
	]);
});

test("an image in a thought is kept as unknown, because thoughts contain only text", () => {
	const session = playSession();
	session.update("agent_thought_chunk", { content: { type: "image", data: "AAAA", mimeType: "image/png" } });
	expect(session.itemsOf("unknown")).toMatchObject([{ label: "agent_thought_chunk" }]);
});

test("the agent's echo of a prompt is ignored", () => {
	const session = playSession();
	session.update("user_message_chunk", { content: { type: "text", text: "Fix it" } });
	expect(session.items()).toEqual([]);
});
