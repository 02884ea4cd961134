import { describe, expect, test } from "vitest";
import type { WorkspaceState } from "../../src/core/index.ts";
import { createClientId } from "../../src/core/platform/browser.ts";
import { LIMITS, type NoteItem, ROLES } from "../../src/protocol/index.ts";
import type { ConnectionHarness } from "./connectionHarness.ts";
import type { OpenStore } from "./openStore.ts";
import { endedPrompt, streamedText } from "./seen.ts";
import { setUpContract } from "./setUpContract.ts";

const ADA = { userId: "ada", name: "Ada" } as const;
const BEN = { userId: "ben", name: "Ben", role: "commenter" } as const;
const CLEO = { userId: "cleo", name: "Cleo", role: "editor" } as const;
const PEOPLE = { ada: { userId: "ada", name: "Ada" }, ben: { userId: "ben", name: "Ben" } };

/** The notes of people to each other, as tests that every workspace passes. */
export function describeNotes(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	const contract = setUpContract("notes", startHarness);
	const { join } = contract;

	const noteOf = ({ items }: WorkspaceState, id: string): NoteItem | null => {
		const item = items.get(id);
		return item?.kind === "note" ? item : null;
	};
	const seenBy = (store: OpenStore, id: string, find: (note: NoteItem) => unknown = () => true) =>
		store.until((state) => {
			const note = noteOf(state, id);
			return note && find(note) ? note : null;
		}, "the note");

	describe(`${name}: a note`, () => {
		test("is seen by everybody, with its author and those whom it names", async () => {
			const [ada, ben] = [await join(ADA), await join(BEN)];
			const mentions = [PEOPLE.ada, PEOPLE.ada, { userId: "dan", name: "Dan" }];
			const id = await ben.addNote("Wait, @Ada: **not** on prod", { mentions });
			expect(await seenBy(ada, id)).toMatchObject({
				by: PEOPLE.ben,
				text: "Wait, @Ada: **not** on prod",
				mentions: [PEOPLE.ada],
				about: null,
				threadId: null,
				turnId: null,
				reactions: [],
				editedAt: null,
				deletedAt: null,
				resolved: null,
			});
		});

		test("never reaches the agent, in a turn or out of one", async () => {
			const [ada, ben] = [await join(ADA), await join(BEN)];
			await ben.addNote("The secret word is rhubarb");
			const { promptId } = await ada.prompt(contract.harness.prompts.long);
			await ada.until(({ turn }) => turn?.promptId === promptId, "the turn to begin");
			await ben.addNote("Rhubarb again");
			expect(ada.get().turn?.promptId).toBe(promptId);
			await ada.stop();
			const next = await ada.prompt(contract.harness.prompts.stream);
			await ada.until((state) => endedPrompt(state, next.promptId), "the turn to end");
			expect(streamedText(ada.get())).not.toMatch(/rhubarb/i);
		});

		test("can be about an item, and replies belong to its thread", async () => {
			const [ada, ben] = [await join(ADA), await join(BEN)];
			const { promptId } = await ada.prompt(contract.harness.prompts.stream);
			await ada.until((state) => endedPrompt(state, promptId), "the turn to end");
			const about = { itemId: promptId, path: "src/a.ts", line: 7 };
			const first = await ben.addNote("Why?", { about });
			const reply = await ada.addNote("Because.", { threadId: first });
			const second = await ben.addNote("I see.", { threadId: reply });
			expect(await seenBy(ada, first)).toMatchObject({ about, threadId: null });
			expect(await seenBy(ben, reply)).toMatchObject({ about, threadId: first });
			expect(await seenBy(ada, second)).toMatchObject({ about, threadId: first });
		});

		test("can be about what is not stored yet", async () => {
			const [ada, ben] = [await join(ADA), await join(BEN)];
			const { promptId } = await ada.prompt(contract.harness.prompts.ask);
			const itemId = (await ben.until(({ approvals }) => approvals[0], "the permission request")).id;
			const id = await ben.addNote("Don’t", { about: { itemId } });
			expect(await seenBy(ada, id)).toMatchObject({ about: { itemId } });
			await ada.stop();
			await ada.until((state) => endedPrompt(state, promptId), "the turn to end");
		});

		test("about nothing that exists is refused, and so is a note about a note", async () => {
			const ben = await join(BEN);
			const itemId = await ben.addNote("One");
			const refused = { code: "not_found" };
			await expect(ben.addNote("Two", { about: { itemId: "none" } })).rejects.toMatchObject(refused);
			await expect(ben.addNote("Two", { about: { itemId } })).rejects.toMatchObject(refused);
			await expect(ben.addNote("Two", { threadId: "none" })).rejects.toMatchObject(refused);
			await expect(ben.editNote("none", "Two")).rejects.toMatchObject(refused);
		});

		test("is edited by its author alone, also against owners", async () => {
			const [ada, ben] = [await join(ADA), await join(BEN)];
			const id = await ben.addNote("Frist, @Ada", { mentions: [PEOPLE.ada] });
			await expect(ada.editNote(id, "Mine")).rejects.toMatchObject({
				code: "forbidden",
				message: "Only Ben can edit this note.",
			});
			await ben.editNote(id, "First, @Ben", { mentions: [PEOPLE.ada, PEOPLE.ben] });
			const note = await seenBy(ada, id, ({ editedAt }) => editedAt !== null);
			expect(note).toMatchObject({ text: "First, @Ben", mentions: [PEOPLE.ben] });
			await ben.editNote(id, "First, @Ben");
			expect(noteOf(ben.get(), id)).toMatchObject({ editedAt: note.editedAt, mentions: [PEOPLE.ben] });
		});

		test("is deleted by its author and by owners, and keeps its place", async () => {
			const [ada, ben, cleo] = [await join(ADA), await join(BEN), await join(CLEO)];
			const [own, other] = [await ben.addNote("One @Ada", { mentions: [PEOPLE.ada] }), await ben.addNote("Two")];
			await ada.reactToNote(own, "👍", true);
			await expect(cleo.deleteNote(other)).rejects.toMatchObject({
				code: "forbidden",
				message: "Only Ben or an owner can delete this note.",
			});
			await ben.deleteNote(own);
			await ada.deleteNote(other);
			expect(await seenBy(ada, own, ({ deletedAt }) => deletedAt)).toMatchObject({
				by: PEOPLE.ben,
				text: "",
				mentions: [],
				reactions: [],
			});
			await seenBy(ben, other, ({ deletedAt }) => deletedAt);
			const again = { clientId: createClientId(), noteId: own };
			expect(await ben.call("deleteNote", again)).toEqual({ deleted: false });
			await expect(ben.editNote(own, "Back")).rejects.toMatchObject({ message: "This note was deleted." });
			await expect(ada.reactToNote(own, "👍", true)).rejects.toMatchObject({ code: "not_found" });
		});

		test("collects emoji, each of a person once", async () => {
			const [ada, ben] = [await join(ADA), await join(BEN)];
			const id = await ben.addNote("Ship it?");
			await Promise.all([ada.reactToNote(id, "👍", true), ada.reactToNote(id, "👍", true)]);
			await ben.reactToNote(id, "👍", true);
			await ben.reactToNote(id, "👩‍🚀", true);
			await seenBy(ben, id, ({ reactions }) => reactions.length === 2);
			expect(noteOf(ben.get(), id)?.reactions).toEqual([
				{ emoji: "👍", by: [PEOPLE.ada, PEOPLE.ben] },
				{ emoji: "👩‍🚀", by: [PEOPLE.ben] },
			]);
			await ben.reactToNote(id, "👩‍🚀", false);
			await ada.reactToNote(id, "👍", false);
			await ada.reactToNote(id, "👎", false);
			await seenBy(ada, id, ({ reactions }) => reactions.length === 1 && reactions[0]?.by.length === 1);
			await expect(ada.reactToNote(id, "no", true)).rejects.toMatchObject({ code: "invalid_argument" });
			await expect(ada.reactToNote(id, "7", true)).rejects.toMatchObject({ code: "invalid_argument" });
		});

		test("can be settled and opened again, as a thread", async () => {
			const [ada, ben] = [await join(ADA), await join(BEN)];
			const first = await ben.addNote("A question");
			const reply = await ada.addNote("An answer", { threadId: first });
			await ada.resolveNote(first, true);
			const note = await seenBy(ben, first, ({ resolved }) => resolved);
			expect(note.resolved).toMatchObject({ by: PEOPLE.ada, at: expect.any(Number) });
			await ben.resolveNote(first, true);
			expect(noteOf(ben.get(), first)?.resolved?.by).toEqual(PEOPLE.ada);
			await ben.resolveNote(first, false);
			await seenBy(ada, first, ({ resolved }) => resolved === null);
			await expect(ada.resolveNote(reply, true)).rejects.toMatchObject({ code: "not_found" });
		});

		test("has limits", async () => {
			const ben = await join(BEN);
			const invalid = { code: "invalid_argument" };
			const longest = "x".repeat(LIMITS.noteCharacters);
			expect(await seenBy(ben, await ben.addNote(longest))).toMatchObject({ text: longest });
			await expect(ben.addNote(`${longest}x`)).rejects.toMatchObject(invalid);
			await expect(ben.addNote(" \n")).rejects.toMatchObject(invalid);
			const people = Array.from({ length: LIMITS.noteMentions + 1 }, (_, index) => ({
				userId: `user-${index}`,
				name: `Person ${index}.`,
			}));
			const text = people.map((person) => `@${person.name}`).join(" ");
			const most = await ben.addNote(text, { mentions: people.slice(1) });
			expect((await seenBy(ben, most)).mentions).toEqual(people.slice(1));
			await expect(ben.addNote(text, { mentions: people })).rejects.toMatchObject(invalid);
			const emoji = Array.from({ length: LIMITS.noteReactions + 1 }, (_, index) =>
				String.fromCodePoint(0x1f600 + index),
			);
			for (const one of emoji.slice(1)) await ben.reactToNote(most, one, true);
			await expect(ben.reactToNote(most, emoji[0] ?? "", true)).rejects.toMatchObject({
				...invalid,
				message: "This note has too many reactions already.",
			});
		});

		test("that is sent twice is stored once", async () => {
			const ben = await join(BEN);
			const request = { clientId: createClientId(), text: "Once" };
			const first = await ben.call("addNote", request);
			expect(await ben.call("addNote", request)).toEqual(first);
			await expect(ben.call("addNote", { ...request, text: "Twice" })).rejects.toMatchObject({
				code: "client_id_reused",
			});
		});

		test.each(ROLES)("is written by commenters and above: as %s", async (role) => {
			const [ben, other] = [await join(BEN), await join({ userId: role, name: role, role })];
			const id = await ben.addNote("Who may?");
			const outcomes = await Promise.allSettled([
				other.addNote("I", { threadId: id }),
				other.reactToNote(id, "👍", true),
				other.resolveNote(id, true),
			]);
			const mayWrite = role !== "viewer";
			const refused = { status: "rejected", reason: { code: "forbidden" } };
			for (const outcome of outcomes) expect(outcome).toMatchObject(mayWrite ? { status: "fulfilled" } : refused);
			expect(other.get().self?.allowedActions.includes("addNote")).toBe(mayWrite);
		});
	});
}
