import { expect, test } from "vitest";
import { playSession } from "./playSession.ts";

const chunk = (text: string) => ({ content: { type: "text", text } });

test("a prompt that the agent repeats in its turn is not told twice", () => {
	const session = playSession();
	session.update("user_message_chunk", chunk("Fix the bug"));
	expect(session.items()).toEqual([]);
});

test("what another client of the session asks outside of turns is told, in one row for each prompt", () => {
	const session = playSession();
	session.endTurn();
	session.update("user_message_chunk", chunk("Fix "));
	session.update("user_message_chunk", chunk("the bug"));
	session.say("Done.");
	session.update("user_message_chunk", chunk("Thanks"));
	const notice = { kind: "notice", level: "info", code: "prompted_elsewhere" };
	expect(session.items()).toMatchObject([
		{ ...notice, detail: "Fix the bug" },
		{ kind: "message", text: "Done." },
		{ ...notice, detail: "Thanks" },
	]);
});

test("each message of the agent is a prompt of its own, with the files that it names", () => {
	const session = playSession();
	session.endTurn();
	const file = { content: { type: "resource_link", uri: "file:///w/a.ts", name: "a.ts" }, messageId: "m-1" };
	session.update("user_message_chunk", { ...chunk("Read "), messageId: "m-1" });
	session.update("user_message_chunk", file);
	session.update("user_message_chunk", { ...chunk("Now fix it"), messageId: "m-2" });
	expect(session.items()).toMatchObject([{ detail: "Read a.ts" }, { detail: "Now fix it" }]);
});

test("what is no text of it is kept as unknown", () => {
	const session = playSession();
	session.endTurn();
	session.update("user_message_chunk", { content: { type: "image" } });
	expect(session.items()).toMatchObject([{ kind: "unknown", label: "user_message_chunk" }]);
});
