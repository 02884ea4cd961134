import type { Command } from "../../protocol/index.ts";

/** A slash command that is being typed: the text is a slash and the beginning of a name, nothing more. */
const TYPED = /^\/(\S*)$/;

/** The commands that the text may become: those that begin like it, then those that have it inside. */
export function matchCommands(commands: readonly Command[], text: string): readonly Command[] {
	const typed = TYPED.exec(text)?.[1]?.toLowerCase();
	if (typed === undefined) return [];
	const place = ({ name }: Command) => name.toLowerCase().indexOf(typed);
	const matches = commands.filter((command) => place(command) >= 0);
	return matches.sort((one, other) => Math.min(place(one), 1) - Math.min(place(other), 1));
}
