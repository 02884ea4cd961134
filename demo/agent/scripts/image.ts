import { pathToFileURL } from "node:url";
import type { Script } from "../script.ts";
import { TWO_PEOPLE } from "./twoPeople.ts";

export const image: Script = {
	name: "image",
	description: "Content that is not text: an image and a link to a file",
	async play(player) {
		await player.say("Two people in one workspace:\n");
		await player.send({
			sessionUpdate: "agent_message_chunk",
			content: { type: "image", mimeType: "image/png", data: TWO_PEOPLE },
		});
		await player.send({
			sessionUpdate: "agent_message_chunk",
			content: {
				type: "resource_link",
				name: "greeting.ts",
				uri: pathToFileURL(`${player.session.cwd}/greeting.ts`).href,
				mimeType: "text/typescript",
			},
		});
		await player.say("The link above points to a file in the working folder.\n");
	},
};
