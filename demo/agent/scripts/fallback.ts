import type { Script } from "../script.ts";

/** The script for prompts that name no script. */
export const fallback: Script = {
	name: "fallback",
	description: "A short answer to anything else",
	async play(player) {
		const sorry = player.rest
			? "I’m a scripted demo without a model, so I can’t answer that."
			: "That prompt has no text, and I’m a scripted demo without a model.";
		await player.say(
			`${sorry} Try \`tour\` for a bit of everything, \`permission\` for an approval, or \`help\` for the list.\n`,
		);
	},
};
