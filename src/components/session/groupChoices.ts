import type { ConfigChoice } from "../../protocol/index.ts";

export interface ChoiceGroup {
	/** Null for choices that stand under no heading. */
	readonly group: string | null;
	readonly choices: readonly ConfigChoice[];
}

/** Choices under their headings, both in the order the agent gave. */
export function groupChoices(choices: readonly ConfigChoice[]): readonly ChoiceGroup[] {
	const groups = Map.groupBy(choices, (choice) => choice.group ?? null);
	return [...groups].map(([group, members]) => ({ group, choices: members }));
}
