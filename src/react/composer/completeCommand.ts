import type { Command } from "../../protocol/index.ts";
import type { Completion } from "./completion.ts";

/** A slash command that is being typed: the text is a slash and the beginning of a name, nothing more. */
const TYPED = /^\/(\S*)$/;

/** The commands that the text may become: those that begin like it, then those that have it inside. */
export function completeCommand(commands: readonly Command[], text: string): readonly Completion[] {
	const typed = TYPED.exec(text)?.[1]?.toLowerCase();
	if (typed === undefined) return [];
	const place = ({ name }: Command) => name.toLowerCase().indexOf(typed);
	const matches = commands.filter((command) => place(command) >= 0);
	return matches.sort((one, other) => Math.min(place(one), 1) - Math.min(place(other), 1)).map(completionOf);
}

function completionOf({ name, description }: Command): Completion {
	const text = `/${name} `;
	return { name: `/${name}`, description, text, caret: text.length };
}
