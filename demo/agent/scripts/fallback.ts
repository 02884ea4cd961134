import type { Script } from "../script.ts";

/** The script for prompts that name no script. */
export const fallback: Script = {
	name: "fallback",
	description: "A short answer to anything else",
	async play(player) {
		const received = player.rest ? `You wrote ${player.rest.length} characters` : "You sent no text";
		await player.say(
			`${received}, and without a model I cannot answer them. I can show you what a turn looks like, though: ` +
				"type `help` for the list, `tour` for a bit of everything, or `permission` to be asked something.\n",
		);
	},
};
