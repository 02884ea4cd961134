import type { EventItem, Person, TimelineItem } from "../../protocol/index.ts";

/** How a person is recognised where there is no room for their name. */
export interface PersonMark {
	/** The name that the initials are from. */
	readonly name: string;
	/** A number below 10, for `data-color` of the avatar. A person keeps it for as long as the state is in memory. */
	readonly color: number;
	/** One or two characters. Where two people would have the same, both have others. */
	readonly initials: string;
}

type Marks = ReadonlyMap<string, PersonMark>;
type Named = Pick<Person, "userId" | "name">;

/** More colors than these could not be distinguished by color-blind people. */
const COLOR_COUNT = 10;

/** The mark of a person who is alone. */
export function personMark({ userId, name }: Named): PersonMark {
	return { name, color: preferredColor(userId), initials: initialsCandidates(name)[0] ?? "" };
}

/**
 * Adds the people who are not known yet. Those who are known keep their color, and their name unless it is that of a
 * participant: items have the name of their time.
 *
 * The color derives from the id, so that it is the same on all screens. Only a person whose color is in use gets another,
 * which then depends on who was known before.
 */
export function reducePersonMarks(
	marks: Marks,
	items: readonly TimelineItem[],
	participants: readonly Named[] = [],
): Marks {
	// Copied for the first change only: most batches bring nobody new.
	let next: Map<string, PersonMark> | undefined;
	const named = items.flatMap(peopleOf);
	for (const [index, { userId, name }] of [...participants, ...named].entries()) {
		const isCurrent = index < participants.length;
		const known = (next ?? marks).get(userId);
		if (known && (known.name === name || !isCurrent)) continue;
		next ??= new Map(marks);
		const color = known?.color ?? chooseColor(userId, [...next.values()]);
		next.set(userId, { name, color, initials: "" });
	}
	return next ? withInitials(next, marks) : marks;
}

/** The people whom an item shows. */
export function peopleOf(item: TimelineItem): readonly Person[] {
	if (item.kind === "prompt") {
		const quoted = (item.notes ?? []).map(({ by }) => by);
		const others = [item.editedBy, item.sentBy, item.withdrawal?.person, item.result?.stoppedBy];
		return [item.by, ...others, ...quoted].filter((by) => by !== undefined);
	}
	if (item.kind === "note") return [item.by, ...item.reactions.flatMap(({ by }) => by)];
	if (item.kind === "event") return peopleOfEvent(item);
	if (item.kind === "question") return "by" in item.state && item.state.by ? [item.state.by] : [];
	if (item.kind !== "approval") return [];
	const votes = (item.votes ?? []).map(({ by }) => by);
	return item.state.status === "answered" && item.state.by ? [...votes, item.state.by] : votes;
}

function peopleOfEvent({ by, event }: EventItem): readonly Person[] {
	const others = [
		"person" in event ? event.person : null,
		event.type === "person_joined" ? (event.invitedBy ?? null) : null,
	];
	return [by, ...others].filter((person) => person !== null);
}

function preferredColor(userId: string): number {
	let sum = 0;
	for (const character of userId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
	return sum % COLOR_COUNT;
}

/** The preferred color or the first one after it that the fewest people have. */
function chooseColor(userId: string, others: readonly PersonMark[]): number {
	const uses = Array.from({ length: COLOR_COUNT }, () => 0);
	for (const { color } of others) uses[color] = (uses[color] ?? 0) + 1;
	const preferred = preferredColor(userId);
	const least = Math.min(...uses);
	return (preferred + [...uses.slice(preferred), ...uses.slice(0, preferred)].indexOf(least)) % COLOR_COUNT;
}

/** The marks with initials that differ from each other. Marks that are the same as before keep their identity. */
function withInitials(marks: Marks, previous: Marks): Marks {
	const people = [...marks].map(([userId, mark]) => ({ userId, mark, candidates: initialsCandidates(mark.name) }));
	const uses = new Map<string, number>();
	for (const { candidates } of people) uses.set(keyOf(candidates[0]), (uses.get(keyOf(candidates[0])) ?? 0) + 1);
	const taken = new Set([...uses].flatMap(([key, count]) => (count === 1 ? [key] : [])));
	const entries = people.map(({ userId, mark, candidates }): [string, PersonMark] => {
		const [first = "", ...longer] = candidates;
		const free = uses.get(keyOf(first)) === 1 ? first : longer.find((text) => !taken.has(keyOf(text)));
		const initials = free ?? first;
		taken.add(keyOf(initials));
		const old = previous.get(userId);
		return [userId, old?.name === mark.name && old.initials === initials ? old : { ...mark, initials }];
	});
	return new Map(entries);
}

/** `BO` and `Bo` look the same. */
const keyOf = (initials = "") => initials.toLowerCase();

const segmenter = typeof Intl.Segmenter === "function" ? new Intl.Segmenter() : null;

/** What a reader sees as one character: an emoji of several code points is one. */
function graphemes(text: string): readonly string[] {
	return segmenter ? Array.from(segmenter.segment(text), ({ segment }) => segment) : Array.from(text);
}

/** Letters, digits and emoji, which includes flags. */
const VISIBLE = /[\p{L}\p{N}\p{Extended_Pictographic}\p{RI}]/u;

const MAX_NAME_LENGTH = 100;

/** The characters of each word of a name: `ada.byron@example.com` has two words. */
function wordsOf(name: string): readonly (readonly string[])[] {
	const [local = ""] = name
		.trim()
		.slice(0, MAX_NAME_LENGTH)
		.split(/(?!^)@/);
	return local
		.split(/[\s._-]+/)
		.map((word) => graphemes(word.normalize("NFC")).filter((character) => VISIBLE.test(character)))
		.filter((word) => word.length > 0);
}

/**
 * Initials for a name, the best ones first: for `Ada Byron` they are `AB`, `Ad`, `Aa`, …, for `Ben` they are `B`, `Be`,
 * `Bn`, …; at the end with a number.
 */
function initialsCandidates(name: string): readonly string[] {
	const words = wordsOf(name);
	const [first = [], ...rest] = words;
	const last = rest.at(-1) ?? [];
	const start = upperCase(first[0] ?? "?");
	const seconds = [...first.slice(1), ...last, ..."23456789"];
	return [start + upperCase(last[0] ?? ""), ...seconds.map((second) => start + second)];
}

/** One character stays one: the upper case of `ß` has two. */
function upperCase(character: string): string {
	return graphemes(character.toUpperCase())[0] ?? "";
}
