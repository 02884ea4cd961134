import { expect, test } from "vitest";
import { playSession } from "./playSession.ts";

const warning = { severity: "warning", title: "MCP server unavailable", description: "Continuing without it." };

test("a notice of the agent is a row of its own and no part of the answer, which it does not split", () => {
	const session = playSession();
	session.say("Look", "m-1");
	session.update("notice", warning);
	session.say("ing.", "m-1");
	expect(session.items()).toMatchObject([
		{ kind: "message", text: "Looking." },
		{
			kind: "notice",
			level: "warning",
			code: "agent_notice",
			message: "MCP server unavailable",
			hint: "Continuing without it.",
			turnId: "turn-1",
		},
	]);
});

test("one that is repeated in every turn is shown once, and again when it comes back", () => {
	const session = playSession();
	session.update("notice", warning);
	session.update("notice", warning);
	session.endTurn("turn-2");
	session.update("notice", warning);
	session.endTurn("turn-3");
	session.update("notice", warning);
	expect(session.itemsOf("notice")).toHaveLength(1);
	session.endTurn("turn-4");
	session.say("Nothing to report.");
	session.endTurn("turn-5");
	session.update("notice", warning);
	expect(session.itemsOf("notice").map(({ turnId }) => turnId)).toEqual(["turn-1", "turn-5"]);
});

test("a severity that is not known is told, and a notice without words is kept as unknown", () => {
	const session = playSession();
	session.update("notice", { severity: "_urgent", title: "Read this", description: null });
	session.update("notice", { severity: "info", title: " " });
	expect(session.items()).toMatchObject([
		{ kind: "notice", level: "info", message: "Read this" },
		{ kind: "unknown", label: "notice" },
	]);
	expect(session.itemsOf("notice")[0]).not.toHaveProperty("hint");
});
