import type { Script } from "../script.ts";

export const unknown: Script = {
	name: "unknown",
	description: "An update of an unknown kind",
	async play(player) {
		await player.sendUnknown({ sessionUpdate: "weather_update", sky: "clear", degrees: 21 });
		await player.say(
			"I sent an update about the weather in a form that no client knows. It should be shown as unknown, not lost.\n",
		);
	},
};
