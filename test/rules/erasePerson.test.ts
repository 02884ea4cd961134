import { expect, test } from "vitest";
import { erasePersonFrom } from "../../src/rules/erasePerson.ts";

const PERSON = { userId: "ada@example.com", pseudonym: "deleted-1", attachments: false };
const ADA = {
	userId: "ada@example.com",
	name: "Ada",
	avatarUrl: "https://example.com/ada.png",
	metadata: { team: "red" },
};
const BOB = { userId: "bob", name: "Bob" };
const ERASED = { userId: "deleted-1", name: "Deleted user" };

const FILE = {
	id: "file-1",
	name: "CV of Ada.pdf",
	mimeType: "",
	size: 3,
	uri: "file:///work/CV of Ada.pdf",
	thumbnail: "data:",
};
const PROMPT = {
	kind: "prompt",
	by: ADA,
	text: "Hello",
	metadata: { ticket: "of Ada" },
	attachments: [FILE],
	editedBy: BOB,
	result: { stoppedBy: ADA, durationMs: 3 },
};

test("a person is replaced wherever an item mentions them, and what they wrote stays", () => {
	expect(erasePersonFrom(PROMPT, PERSON)).toEqual({
		kind: "prompt",
		by: ERASED,
		text: "Hello",
		attachments: [FILE],
		editedBy: BOB,
		result: { stoppedBy: ERASED, durationMs: 3 },
	});
	const votes = {
		votes: [
			{ by: BOB, optionId: "yes" },
			{ by: ADA, optionId: "no" },
		],
	};
	expect(erasePersonFrom(votes, PERSON)).toEqual({
		votes: [
			{ by: BOB, optionId: "yes" },
			{ by: ERASED, optionId: "no" },
		],
	});
});

test("their files lose name, place and preview on request", () => {
	const { attachments } = erasePersonFrom(PROMPT, { ...PERSON, attachments: true });
	expect(attachments).toEqual([
		{ id: "file-1", name: "deleted file", mimeType: "", size: 3, uri: "attachment:file-1" },
	]);
});

test("what mentions somebody else is the same object, with its metadata and files", () => {
	const other = { ...PROMPT, by: BOB, result: null };
	expect(erasePersonFrom(other, { ...PERSON, attachments: true })).toBe(other);
	for (const value of ["ada@example.com", 3, null, [], [BOB]]) expect(erasePersonFrom(value, PERSON)).toBe(value);
});
