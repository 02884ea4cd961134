import type { Command } from "../../protocol/index.ts";

/** What may be typed after the command that the text consists of, until something is. */
export function commandHint(commands: readonly Command[], text: string): string | undefined {
	return commands.find(({ name }) => text === `/${name} `)?.hint;
}
