import type { Said } from "./said.ts";

/** Something that was said, with what tells the turns apart in its reading. */
export interface SaidInTurn {
	readonly said: Said;
	readonly turn: string | number | null;
}

/**
 * Puts what subagents said behind the calls that started them, because they work at the same time as the agent: only the
 * order of what one of them says means something. Then texts that follow each other in a turn are one text, because where
 * a text begins is up to the workspace.
 */
export function arrange(all: readonly SaidInTurn[]): readonly Said[] {
	const parents = new Map(all.flatMap(({ said }) => (said.kind === "tool call" ? [[said.id, said.parentId]] : [])));
	const parentOf = (said: Said) => (said.kind === "permission" ? parents.get(said.toolCallId) : said.parentId);
	const placed = all.map(({ said, turn }) => {
		const parentId = parentOf(said);
		return { said: parentId === undefined ? said : { ...said, parentId }, turn };
	});
	// What belongs to a call that nobody knows stays where it is.
	const children = Map.groupBy(placed, ({ said: { parentId = "" } }) => (parents.has(parentId) ? parentId : null));
	const withNested = (one: SaidInTurn): readonly Said[] =>
		one.said.kind === "tool call" ? [one.said, ...arrangeList(children.get(one.said.id) ?? [])] : [one.said];
	const arrangeList = (list: readonly SaidInTurn[]) => joinTexts(list).flatMap(withNested);
	return arrangeList(children.get(null) ?? []);
}

function joinTexts(list: readonly SaidInTurn[]): readonly SaidInTurn[] {
	const joined: SaidInTurn[] = [];
	for (const { said, turn } of list) {
		const last = joined.at(-1);
		const text = last?.turn === turn ? joinText(last.said, said) : null;
		if (text) joined[joined.length - 1] = { said: text, turn };
		else joined.push({ said, turn });
	}
	return joined;
}

/** Null for what is no continuation. */
function joinText(last: Said, next: Said): Said | null {
	if (last.kind === "message" && next.kind === "message") {
		return { ...last, text: last.text + next.text, pictures: last.pictures + next.pictures };
	}
	if (last.kind === "thought" && next.kind === "thought") return { ...last, text: last.text + next.text };
	return null;
}
