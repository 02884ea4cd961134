import { afterAll, beforeAll, expect, test } from "vitest";
import type { NoteItem } from "../../src/protocol/index.ts";
import { CrashStage } from "../harness/CrashStage.ts";
import type { Visitor } from "../harness/joinWorkspace.ts";
import { timelineOf } from "../harness/seenWorkspace.ts";

let stage: CrashStage;

beforeAll(async () => {
	stage = await CrashStage.open();
});
afterAll(() => stage?.close());

const notesOf = (visitor: Visitor): readonly NoteItem[] =>
	timelineOf(visitor.seen()).filter((item) => item.kind === "note");

test("a process that is killed loses no note that it has acknowledged, and a repeat adds none", async () => {
	const ada = await stage.join("notes");
	await ada.workspace.prompt({ text: "long 600" });
	await ada.until(({ turn }) => turn, "the turn to begin");
	const first = { clientId: "first", text: "Wait" };
	const { noteId } = await ada.workspace.addNote(first);
	const { noteId: reply } = await ada.workspace.addNote({ clientId: "reply", text: "Why?", threadId: noteId });
	await ada.workspace.reactToNote({ clientId: "react", noteId, emoji: "👍", on: true });
	await ada.workspace.editNote({ clientId: "edit", noteId: reply, text: "Why not?" });
	await ada.workspace.resolveNote({ clientId: "resolve", noteId, resolved: true });
	const last = await ada.workspace.addNote({ clientId: "last", text: "Good night" });

	await stage.kill();
	stage.start();
	const back = await stage.join("notes");
	await back.until(() => notesOf(back).length === 3, "the notes");
	expect(await back.workspace.addNote(first)).toEqual({ noteId });
	expect(notesOf(back)).toMatchObject([
		{
			id: noteId,
			text: "Wait",
			reactions: [{ emoji: "👍", by: [{ userId: "ada" }] }],
			resolved: { by: { userId: "ada" } },
		},
		{ id: reply, text: "Why not?", threadId: noteId, editedAt: expect.any(Number) },
		{ id: last.noteId, text: "Good night" },
	]);
});
