import { expect, test } from "vitest";
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
