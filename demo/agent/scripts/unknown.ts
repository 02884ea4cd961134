import type { Script } from "../script.ts";

export const unknown: Script = {
	name: "unknown",
	description: "An update of a kind that nobody knows yet",
	async play(player) {
		await player.sendUnknown({ sessionUpdate: "weather_update", sky: "clear", degrees: 21 });
		await player.say("I have told you about the weather, in words no client knows. Nothing should be lost.\n");
	},
};
