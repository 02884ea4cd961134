import type { Script } from "../script.ts";

export const stuck: Script = {
	name: "stuck",
	description: "A turn that never ends and ignores a stop",
	async play(player) {
		await player.say("From now on I send nothing, and I ignore a stop.\n").catch(() => {});
		await new Promise<never>(() => {});
	},
};
