import type { Script } from "../script.ts";

export const refuse: Script = {
	name: "refuse",
	description: "A turn that the agent refuses",
	async play(player) {
		await player.say("I would rather not do that.\n");
		player.stopReason = "refusal";
	},
};
