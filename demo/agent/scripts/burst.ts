import type { Script } from "../script.ts";

const MOST = 20_000;

export const burst: Script = {
	name: "burst",
	description: "Many small updates without a pause",
	hint: "number",
	async play(player) {
		const count = Math.min(Number.parseInt(player.rest, 10) || 500, MOST);
		for (let index = 1; index <= count; index++) {
			const text = index % 20 === 0 ? `${index}\n` : `${index} `;
			await player.send({ sessionUpdate: "agent_message_chunk", content: { type: "text", text } });
		}
	},
};
