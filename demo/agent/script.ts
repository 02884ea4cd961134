import type { Player } from "./Player.ts";

/** A turn the demo agent can play. It is selected by its name, or its name as a slash command. */
export interface Script {
	readonly name: string;
	/** The description in `help` and in the list of slash commands. */
	readonly description: string;
	/** A hint for the arguments after the name. */
	readonly hint?: string;
	/** Resolves when the turn is over. A rejection ends the turn with an error. */
	play(player: Player): Promise<void>;
}
