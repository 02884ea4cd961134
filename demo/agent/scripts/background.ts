import type { Script } from "../script.ts";
import { textContent } from "../textContent.ts";

const DEFAULT_SECONDS = 6;

export const background: Script = {
	name: "background",
	description: "Starts a command that goes on after the turn, and says how it ended",
	hint: "seconds",
	async play(player) {
		const seconds = Number.parseFloat(player.rest) || DEFAULT_SECONDS;
		await player.say("The tests run in the background. I’ll tell you how they went.\n");
		const rawInput = { command: "npm test" };
		const call = await player.call({ title: "npm test", kind: "execute", rawInput });
		player.afterTurn(async (later) => {
			try {
				await later.pause(seconds * 1_000);
			} catch {
				return call.fail("Stopped.");
			}
			await call.complete({ content: textContent("42 tests passed.") });
			await later.say("The tests have ended: all 42 pass.\n");
		});
	},
};
