import { pathToFileURL } from "node:url";
import type { Script } from "../script.ts";

const CIRCLE = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="80" viewBox="0 0 160 80">
<rect width="160" height="80" rx="12" fill="#2456d6"/><circle cx="54" cy="40" r="22" fill="#fff"/>
<circle cx="106" cy="40" r="22" fill="#8ab0ff"/></svg>`;

export const image: Script = {
	name: "image",
	description: "Content that is not text: a picture and a link to a file",
	async play(player) {
		await player.say("Two people in one room:\n");
		await player.send({
			sessionUpdate: "agent_message_chunk",
			content: { type: "image", mimeType: "image/svg+xml", data: Buffer.from(CIRCLE).toString("base64") },
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
		await player.say("The link beside it goes to a file of the working folder.\n");
	},
};
