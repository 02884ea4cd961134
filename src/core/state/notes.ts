import { LIMITS, type Mention, type NoteItem } from "../../protocol/index.ts";
import { isRecord } from "../../protocol/isRecord.ts";
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
	const names = people.map(({ name }) => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
	const longestFirst = names.sort((one, other) => other.length - one.length);
	return new RegExp(`${BEFORE_NAME}@(${longestFirst.join("|")})${AFTER_NAME}`, "gu");
}

/**
 * Those of the people whom a text names. Of several with one name, those who were chosen, the last ones if there are more than
 * the text names; the first of the people where nobody was chosen.
 *
 * @param chosen - In the order in which they were chosen.
 */
export function findMentions(
	text: string,
	people: readonly Mention[],
	chosen: readonly Mention[] = [],
): readonly Mention[] {
	const known = [...chosen, ...people].filter(({ name }) => name !== "");
	const pattern = text.includes("@") ? mentionPattern(known) : null;
	if (!pattern) return [];
	const counts = new Map<string, number>();
	for (const [, name = ""] of text.matchAll(pattern)) counts.set(name, (counts.get(name) ?? 0) + 1);
	const found = [...counts].flatMap(([name, count]) => {
		const isNamed = (person: Mention) => person.name === name;
		const named = chosen.filter(isNamed).slice(-count);
		return named.length > 0 ? named : people.filter(isNamed).slice(0, 1);
	});
	return found.map(({ userId, name }) => ({ userId, name })).slice(0, LIMITS.noteMentions);
}

/** Whether what a storage holds is a mention. */
export function isMention(value: unknown): value is Mention {
	return isRecord(value) && typeof value.userId === "string" && typeof value.name === "string";
}

/** The mentions that were chosen for a text, with one more. */
export function chooseMention(chosen: readonly Mention[], { userId, name }: Mention): readonly Mention[] {
	return [...chosen.filter((other) => other.userId !== userId), { userId, name }].slice(-LIMITS.noteMentions);
}
