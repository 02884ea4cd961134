import { describe, expect, test } from "vitest";
import { markMentions } from "../../src/components/items/note/noteTexts.ts";
import { chooseMention, findMentions } from "../../src/core/state/notes.ts";
import { LIMITS, type NoteItem } from "../../src/protocol/index.ts";
import { erasePersonFrom } from "../../src/rules/erasePerson.ts";
import { quoteNotes, reactToNote } from "../../src/rules/notes.ts";
import { describeRequest } from "../../src/rules/requests.ts";
import { note } from "../../stories/fixtures/sampleItems.ts";

const ADA = { userId: "1", name: "Ada" };
const ADA_BYRON = { userId: "2", name: "Ada Byron" };
const JON = { userId: "3", name: "J.(Jon)*" };
const PEOPLE = [ADA, ADA_BYRON, JON];

describe("a mention", () => {
	test.each([
		["@Ada, look", [ADA]],
		["Look, @Ada Byron!", [ADA_BYRON]],
		["(@Ada) and @Ada Byron", [ADA, ADA_BYRON]],
		["@J.(Jon)* knows", [JON]],
		["@Adalbert", []],
		["ada@Ada.example, x/@Ada, @@Ada", []],
		["nobody", []],
		["@ada", []],
	])("is found in %j", (text, found) => {
		expect(findMentions(text, PEOPLE)).toEqual(found);
	});

	test.each([
		...["Anne-Marie", "user-1", "0b9c-4f", "O’Neil", "a/b", "C++", "x^2", "{}", "$1", "[x]", "a|b", "\\d", "😀", "-"],
		...Array.from({ length: 95 }, (_, index) => `x${String.fromCharCode(32 + index)}y`),
	])("of %j is found, whatever signs a name has", (name) => {
		const person = { userId: "4", name };
		expect(findMentions(`Look, @${name}!`, [ADA, person])).toEqual([person]);
	});

	test("is of those who were chosen, where several have one name", () => {
		const [ben, other, third] = ["b1", "b2", "b3"].map((userId) => ({ userId, name: "Ben" }));
		if (!ben || !other || !third) throw new Error("Three people are needed.");
		const people = [ben, other, third, ADA];
		expect(findMentions("@Ben, @Ada", people, [other])).toEqual([other, ADA]);
		expect(findMentions("@Ben", people, [other, third])).toEqual([third]);
		expect(findMentions("@Ben and @Ben", people, [other, third])).toEqual([other, third]);
		expect(findMentions("@Ada", people, [other])).toEqual([ADA]);
		expect(findMentions("@Ben", [ADA], [other])).toEqual([other]);
		expect(chooseMention([other, third], { ...other, name: "Ben" })).toEqual([third, other]);
	});

	test("names at most as many people as a note may name", () => {
		const people = Array.from({ length: 30 }, (_, index) => ({ userId: `${index}`, name: `P${index}` }));
		expect(findMentions(people.map(({ name }) => `@${name}`).join(" "), people)).toHaveLength(LIMITS.noteMentions);
	});

	test("is marked in the Markdown of a note, and not in its code", () => {
		const text = "@Ada **@Ada Byron** `@Ada`\n```\n@Ada\n```\n@Adam @Ada";
		expect(markMentions(text, [ADA, ADA_BYRON])).toBe(
			"<mark>@Ada</mark> **<mark>@Ada Byron</mark>** `@Ada`\n```\n@Ada\n```\n@Adam <mark>@Ada</mark>",
		);
	});
});

describe("a note", () => {
	const REACTED: NoteItem = { ...note, reactions: [{ emoji: "👍", by: [ADA] }] };

	test("of a person who was erased names them no more, neither do its mentions, emoji and quotes", () => {
		const person = { userId: "ada", pseudonym: "deleted-1", attachments: false };
		const ada = { userId: "ada", name: "Ada" };
		const told: NoteItem = {
			...note,
			text: "@Ada, and @Ada again",
			mentions: [ada],
			reactions: [{ emoji: "👍", by: [ada] }],
			resolved: { by: ada, at: 1 },
		};
		const erased = erasePersonFrom(
			{ ...told, notes: [{ id: "a", by: ada, text: "Hi @Ada", mentions: [ada] }] },
			person,
		);
		expect(JSON.stringify(erased)).not.toMatch(/"ada"|"Ada"|@Ada/);
		expect(erased.text).toBe("@Deleted user, and @Deleted user again");
		expect(erasePersonFrom({ text: "@Ada" }, person)).toEqual({ text: "@Ada" });
	});

	test("holds an emoji of as many people as the limit says", () => {
		const people = Array.from({ length: LIMITS.reactionPeople }, (_, index) => ({ userId: `${index}`, name: "P" }));
		const full = { ...note, reactions: [{ emoji: "👍", by: people }] };
		const request = { clientId: "a", noteId: note.id, emoji: "👍", on: true };
		const by = { userId: "one-more", name: "P", role: "commenter" } as const;
		expect(() => reactToNote(full, request, { by, now: 1 })).toThrow("too many reactions");
		const room = { ...note, reactions: [{ emoji: "👍", by: people.slice(1) }] };
		expect(reactToNote(room, request, { by, now: 1 }).changed?.reactions[0]?.by).toHaveLength(LIMITS.reactionPeople);
	});

	test("is quoted once, in the order in which it was written, and not when it was deleted", () => {
		const later = { ...REACTED, id: "later", order: 9 };
		const gone = { ...note, id: "gone", deletedAt: 5 };
		const find = (id: string) => [later, REACTED, gone].find((item) => item.id === id);
		expect(quoteNotes(["later", note.id, "later"], find).map(({ id }) => id)).toEqual([note.id, "later"]);
		expect(() => quoteNotes(["gone"], find)).toThrow("deleted");
		expect(() => quoteNotes(["none"], find)).toThrow("doesn’t exist");
	});

	test("that is quoted makes another prompt of the same text", () => {
		const prompt = { clientId: "a", text: "Do it" };
		expect(describeRequest("prompt", { ...prompt, notes: [] })).toBe(describeRequest("prompt", prompt));
		expect(describeRequest("prompt", { ...prompt, notes: ["a"] })).not.toBe(describeRequest("prompt", prompt));
	});
});
