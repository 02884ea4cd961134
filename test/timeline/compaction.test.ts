import { expect, test } from "vitest";
import { interruptItem, isOpenItem } from "../../src/rules/items.ts";
import { playSession } from "./playSession.ts";

const text = (value: string) => ({ type: "text", text: value });

test("a compaction is one event from its begin to its end, with the summary that came in pieces", () => {
	const session = playSession();
	session.update("compaction_update", { compactionId: "c", status: "in_progress" });
	session.say("Meanwhile.");
	expect(session.itemsOf("event")).toMatchObject([{ by: null, event: { status: "in_progress" } }]);
	session.update("compaction_summary_chunk", { compactionId: "c", content: text("## So ") });
	session.update("compaction_summary_chunk", { compactionId: "c", content: text("far") });
	session.update("compaction_update", { compactionId: "c", status: "completed" });
	expect(session.items()).toMatchObject([
		{ kind: "event", event: { type: "context_compacted", status: "completed", summary: "## So far" } },
		{ kind: "message" },
	]);
});

test("a summary that comes whole replaces the pieces, and null clears it", () => {
	const session = playSession();
	session.update("compaction_update", { compactionId: "c", status: "in_progress" });
	session.update("compaction_summary_chunk", { compactionId: "c", content: text("Draft") });
	session.update("compaction_update", { compactionId: "c", status: "completed", summary: [text("Final"), text(".")] });
	expect(session.itemsOf("event")).toMatchObject([{ event: { summary: "Final." } }]);
	session.update("compaction_update", { compactionId: "c", status: "completed", summary: null });
	expect(session.itemsOf("event")[0]?.event).toEqual({ type: "context_compacted", status: "completed" });
});

test("one that failed says why, and one that is told only at its end is told", () => {
	const session = playSession();
	session.update("compaction_update", { compactionId: "a", status: "failed", error: "The model is overloaded." });
	session.update("compaction_update", { compactionId: "b", status: "completed" });
	expect(session.itemsOf("event").map(({ event }) => event)).toEqual([
		{ type: "context_compacted", status: "failed", error: "The model is overloaded." },
		{ type: "context_compacted", status: "completed" },
	]);
	expect(session.itemsOf("unknown")).toEqual([]);
});

test("one that the agent does not end is stopped with its turn or with the work outside of it", () => {
	const session = playSession();
	const status = () => session.itemsOf("event").at(-1)?.event;
	session.update("compaction_update", { compactionId: "a", status: "in_progress" });
	session.endTurn();
	expect(status()).toEqual({ type: "context_compacted", status: "cancelled" });
	session.update("compaction_update", { compactionId: "b", status: "in_progress" });
	session.cutBackground();
	expect(status()).toEqual({ type: "context_compacted", status: "cancelled" });
});

test("one may go on after the turn, and ends then", () => {
	const session = playSession();
	session.update("compaction_update", { compactionId: "a", status: "in_progress" });
	session.endTurnByAgent();
	expect(session.itemsOf("event")).toMatchObject([{ event: { status: "in_progress" } }]);
	session.update("compaction_update", { compactionId: "a", status: "completed" });
	expect(session.itemsOf("event")).toMatchObject([{ event: { status: "completed" } }]);
});

test("one that ran when the process ended is stopped", () => {
	const session = playSession();
	session.update("compaction_update", { compactionId: "a", status: "in_progress" });
	const [open] = session.itemsOf("event");
	expect(open && isOpenItem(open)).toBe(true);
	expect(open && interruptItem(open, 1)).toMatchObject({ event: { status: "cancelled" } });
});
