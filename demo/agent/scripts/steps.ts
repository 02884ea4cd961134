import type { Script } from "../script.ts";

const MOST = 3600;

export const steps: Script = {
	name: "steps",
	description: "Steps, one after another, until the turn is done, stopped or steered",
	hint: "count",
	async play(player) {
		const count = Math.min(Number.parseInt(player.rest, 10) || 12, MOST);
		await player.say(`I will take ${count} steps. Tell me what to do instead whenever you like.\n\n`);
		for (let step = 1; step <= count; step++) {
			const call = await player.call({ title: `Step ${step} of ${count}`, kind: "execute", rawInput: { step } });
			await player.pause(2_000);
			await call.complete();
			await player.pause(1_000);
		}
		await player.say("That was the last one.\n");
	},
};
