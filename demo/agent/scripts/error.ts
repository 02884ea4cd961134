import { RequestError } from "@agentclientprotocol/sdk";
import type { Script } from "../script.ts";

export const error: Script = {
	name: "error",
	description: "A turn that fails, in the middle of a tool call",
	async play(player) {
		await player.say("This goes well for a while");
		await player.call({ title: "Ask the model", kind: "other" });
		await player.pause(600);
		throw new RequestError(-32603, "The model is overloaded. Try again in a moment.", { errorName: "overloaded" });
	},
};
