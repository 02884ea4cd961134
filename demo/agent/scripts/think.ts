import type { Script } from "../script.ts";

export const think: Script = {
	name: "think",
	description: "Thoughts before the answer",
	async play(player) {
		await player.think(
			"The question is which of two people wins when both answer at once. " +
				"The database decides: one statement that changes a row only while it is still pending. ",
		);
		await player.pause(400);
		await player.think("Whoever changes no row came second, and learns who was first.\n");
		await player.pause(300);
		await player.say("The first answer wins, because **one** statement both checks and changes the row.\n");
	},
};
