import type { Script } from "../script.ts";

export const title: Script = {
	name: "title",
	description: "Names the session",
	hint: "name",
	async play(player) {
		const name = player.rest || "A session about greetings";
		player.session.title = name;
		await player.send({ sessionUpdate: "session_info_update", title: name, updatedAt: new Date().toISOString() });
		await player.say(`This session is now called **${name}**.\n`);
	},
};
