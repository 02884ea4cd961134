import { LIMITS, type Mention, type NoteItem } from "../../protocol/index.ts";
import { idsOfKind } from "./idsOfKind.ts";
import type { WorkspaceState } from "./workspaceState.ts";

type Items = Pick<WorkspaceState, "itemIds" | "items">;

/** The loaded notes, oldest first. */
export function readNotes(state: Items): readonly NoteItem[] {
	return idsOfKind(state, "note").flatMap((id) => {
		const item = state.items.get(id);
		return item?.kind === "note" ? [item] : [];
	});
}

/**
 * Selects the notes about an item, oldest first; with the id of a note, its thread; with null, all. They are a new list each
 * time: compare what is in it.
 */
export function selectNotesOf(itemId: string | null): (state: Items) => readonly NoteItem[] {
	return (state) => {
		if (itemId === null) return readNotes(state);
		const item = state.items.get(itemId);
		const threadId = item?.kind === "note" ? (item.threadId ?? item.id) : null;
		return readNotes(state).filter((note) =>
			threadId === null ? note.about?.itemId === itemId : note.id === threadId || note.threadId === threadId,
		);
	};
}

/** Where a name with an `@` is a mention: at the start of a word, and not in an address. */
const BEFORE_NAME = "(?<![\\p{L}\\p{N}_/@.-])";
const AFTER_NAME = "(?![\\p{L}\\p{N}_])";

/** Matches the names of these people with an `@`, the longest first: in `@Ada Byron`, `@Ada` is no mention. Null for nobody. */
export function mentionPattern(people: readonly Pick<Mention, "name">[]): RegExp | null {
	if (people.length === 0) return null;
	const names = people.map(({ name }) => name.replaceAll(/[.*+?^${}()|[\]\\/-]/g, "\\$&"));
	const longestFirst = names.sort((one, other) => other.length - one.length);
	return new RegExp(`${BEFORE_NAME}@(${longestFirst.join("|")})${AFTER_NAME}`, "gu");
}

/** Those of the people whom a text names. Where two have the same name, the first one. */
export function findMentions(text: string, people: readonly Mention[]): readonly Mention[] {
	const pattern = text.includes("@") ? mentionPattern(people.filter(({ name }) => name !== "")) : null;
	if (!pattern) return [];
	const names = new Set([...text.matchAll(pattern)].map(([, name]) => name));
	const found = [...names].flatMap((name) => {
		const person = people.find((other) => other.name === name);
		return person ? [{ userId: person.userId, name: person.name }] : [];
	});
	return found.slice(0, LIMITS.noteMentions);
}
