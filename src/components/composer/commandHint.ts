import type { SlashCommand } from "../../protocol/index.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

/** What may be typed after the command that the text consists of, until something is. */
export function commandHint(commands: readonly SlashCommand[], text: string): string | undefined {
	const hint = commands.find(({ name }) => text === `/${name} `)?.hint;
	return hint && revealDirectionOverrides(hint);
}
