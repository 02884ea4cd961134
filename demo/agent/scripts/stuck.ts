import type { Script } from "../script.ts";

export const stuck: Script = {
	name: "stuck",
	description: "A turn that never ends and does not listen when it is stopped",
	async play(player) {
		await player.say("From here on I say nothing, and stopping me does nothing.\n").catch(() => {});
		await new Promise<never>(() => {});
	},
};
