import type { Player } from "./Player.ts";

/** A turn the demo agent can play. It is chosen by typing its name, or its name as a slash command. */
export interface Script {
	readonly name: string;
	/** What a person gets to see, for `help` and for the list of slash commands. */
	readonly description: string;
	/** What may be typed after the name. */
	readonly hint?: string;
	/** Resolves when the turn is over. A rejection ends the turn with an error. */
	play(player: Player): Promise<void>;
}
