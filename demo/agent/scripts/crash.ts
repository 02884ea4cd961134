import type { Script } from "../script.ts";

export const crash: Script = {
	name: "crash",
	description: "A crash of the agent in the middle of a turn",
	async play(player) {
		await player.say("I feel");
		await player.call({ title: "Hold on to something", kind: "execute", rawInput: { command: "hold" } });
		await player.pause(300);
		console.error("demo agent: dying, as was asked");
		process.exit(70);
	},
};
