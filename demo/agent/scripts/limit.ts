import type { Script } from "../script.ts";

export const limit: Script = {
	name: "limit",
	description: "An answer that reaches the length limit",
	async play(player) {
		await player.say("It is a long story, and it begins on a morning when nobody in the office had yet");
		player.stopReason = "max_tokens";
	},
};
