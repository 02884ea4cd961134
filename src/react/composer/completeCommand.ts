import type { SlashCommand } from "../../protocol/index.ts";
import type { Completion } from "./completion.ts";

/** A slash command that is being typed: the text is a slash and the beginning of a name, nothing more. */
const TYPED_COMMAND = /^\/(\S*)$/;

/** The commands that the text may become: those that begin like it, then those that have it inside. */
export function completeCommand(commands: readonly SlashCommand[], text: string): readonly Completion[] {
	const typed = TYPED_COMMAND.exec(text)?.[1]?.toLowerCase();
	if (typed === undefined) return [];
	const place = ({ name }: SlashCommand) => name.toLowerCase().indexOf(typed);
	const matches = commands.filter((command) => place(command) >= 0);
	return matches.sort((one, other) => Math.min(place(one), 1) - Math.min(place(other), 1)).map(toCompletion);
}

function toCompletion({ name, description }: SlashCommand): Completion {
	const text = `/${name} `;
	return { name: `/${name}`, description, text, caret: text.length };
}
