import type { Script } from "../script.ts";

/** The script for prompts that name no script. */
export const fallback: Script = {
	name: "fallback",
	description: "A short answer to anything else",
	async play(player) {
		if (player.rest === "") {
			await player.say(
				"That prompt has no text, and I’m a scripted demo without a model. Try `help` for what I can play.\n",
			);
			return;
		}
		await player.say(
			"I’m the demo agent, a script without a model, so I can’t answer that. Everyone in this workspace sees these words as they arrive, and so they would see a real agent’s.\n\n" +
				"Ask me to *add a greeting*, *run the tests*, *make a plan* or *change the settings*, which needs somebody’s permission. Or try `tour` for a bit of everything, and `help` for the list.\n",
		);
	},
};
