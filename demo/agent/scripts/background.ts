import type { Elicitation } from "../Player.ts";
import type { Script } from "../script.ts";
import { textContent } from "../textContent.ts";

const DEFAULT_SECONDS = 6;

const PUSH: Elicitation = {
	mode: "form",
	message: "Should I push the branch?",
	requestedSchema: {
		type: "object",
		properties: { remote: { type: "string", title: "Remote", default: "origin" } },
	},
};

export const background: Script = {
	name: "background",
	description:
		"Starts a command that goes on after the turn, and says how it ended. `background 6 ask` then asks something",
	hint: "seconds",
	async play(player) {
		const [duration = "", then = ""] = player.rest.split(" ");
		const seconds = Number.parseFloat(duration) || DEFAULT_SECONDS;
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
			if (then !== "ask") return;
			const { action } = await later.ask(PUSH);
			await later.say(action === "accept" ? "I push the branch.\n" : "I leave the branch as it is.\n");
		});
	},
};
