import type { Script } from "../script.ts";

export const refuse: Script = {
	name: "refuse",
	description: "A prompt that the agent declines",
	async play(player) {
		await player.say("I would rather not do that.\n");
		player.stopReason = "refusal";
	},
};
