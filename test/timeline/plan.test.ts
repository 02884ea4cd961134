import { expect, test } from "vitest";
import { playSession } from "./playSession.ts";

const entry = (content: string, status = "pending") => ({ content, status, priority: "medium" });

test("each plan of a turn replaces the one before, at the same position", () => {
	const session = playSession();
	session.update("plan", { entries: [entry("Read"), entry("Write")] });
	session.say("Reading. ");
	session.update("plan", { entries: [entry("Read", "completed"), entry("Write", "in_progress")] });
	session.say("Writing.");
	expect(session.items()).toMatchObject([
		{ kind: "plan", entries: [entry("Read", "completed"), entry("Write", "in_progress")] },
		{ kind: "message", text: "Reading. Writing." },
	]);
});

test("each turn has its own plan", () => {
	const session = playSession();
	session.update("plan", { entries: [entry("Read")] });
	session.endTurn("turn-2");
	session.update("plan", { entries: [entry("Read")] });
	expect(session.itemsOf("plan").map((item) => item.turnId)).toEqual(["turn-1", "turn-2"]);
});

test("a repeated plan changes nothing, and an empty first plan creates no item", () => {
	const session = playSession();
	expect(session.update("plan", { entries: [] }).changes).toEqual([]);
	session.update("plan", { entries: [entry("Read")] });
	expect(session.update("plan", { entries: [entry("Read")] }).changes).toEqual([]);
});

test("an entry with an unknown priority or status is kept", () => {
	const session = playSession();
	session.update("plan", {
		entries: [{ content: "Read", priority: "urgent", status: "blocked" }, { status: "pending" }],
	});
	expect(session.itemsOf("plan")).toMatchObject([{ entries: [entry("Read")] }]);
});

test("a plan without entries is kept as unknown", () => {
	const session = playSession();
	session.update("plan", { steps: ["Read"] });
	expect(session.itemsOf("unknown")).toMatchObject([{ label: "plan", value: { steps: ["Read"] } }]);
});
