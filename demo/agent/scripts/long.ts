import type { Script } from "../script.ts";

const MOST = 3600;

export const long: Script = {
	name: "long",
	description: "A long turn: counts the seconds until it is stopped",
	hint: "seconds",
	async play(player) {
		const seconds = Math.min(Number.parseInt(player.rest, 10) || 60, MOST);
		await player.say(`I will count to ${seconds}, one a second. Stop me whenever you like.\n\n`);
		for (let second = 1; second <= seconds; second++) {
			await player.pause(1000);
			await player.say(`${second}${second === seconds ? ".\n" : ", "}`);
		}
	},
};
