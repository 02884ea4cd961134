import { expect, test, vi } from "vitest";
import { ActivityRecord } from "../../actors/reporting/ActivityRecord.ts";
import type { NoteItem } from "../../src/protocol/index.ts";

const NOTE: NoteItem = {
	...{ kind: "note", id: "note", order: 1, seq: 1, turnId: null, createdAt: 2_000 },
	...{ by: { userId: "ada", name: "Ada" }, text: "Look", mentions: [], about: null, threadId: null },
	...{ reactions: [], editedAt: null, deletedAt: null, resolved: null },
};

test("a new note is activity, and what people do to an old one is none", () => {
	const activity = new ActivityRecord({ at: 1_000, hasFailed: true });
	activity.recordItem(NOTE);
	expect(activity.get()).toEqual({ at: 2_000, hasFailed: true });
	vi.setSystemTime(9_000);
	activity.recordItem({ ...NOTE, text: "Look here", editedAt: 9_000 });
	activity.recordItem({ ...NOTE, createdAt: 1_500 });
	vi.useRealTimers();
	expect(activity.get().at).toBe(2_000);
});
