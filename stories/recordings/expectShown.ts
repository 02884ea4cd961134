import { expect, waitFor } from "storybook/test";

export interface TimelineShown {
	/** Texts, wherever in the timeline. */
	readonly texts: readonly string[];
	/** All changed lines, each after its sign. */
	readonly diff?: readonly string[] | undefined;
}

const SIGNS: Readonly<Record<string, string>> = { added: "+", removed: "-" };

/** What a part of the screen shows, once everything lazy has loaded. */
export async function expectShown(part: HTMLElement, { texts, diff = [] }: TimelineShown): Promise<void> {
	for (const text of texts) await waitFor(() => expect(part).toHaveTextContent(text));
	await waitFor(() => expect(readDiffs(part)).toEqual(diff));
}

function readDiffs(part: HTMLElement): readonly string[] {
	const lines = [...part.querySelectorAll<HTMLElement>(".wsc-diff-line:not([data-type=context])")];
	return lines.map(({ dataset, textContent }) => `${SIGNS[dataset.type ?? ""]}${textContent}`);
}
