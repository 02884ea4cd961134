import type { Script } from "../script.ts";

/** The script that lists the others. */
export function createHelp(scripts: readonly Script[]): Script {
	const rows = scripts.map(
		({ name, hint, description }) => `| \`${[name, hint].filter(Boolean).join(" ")}\` | ${description} |`,
	);
	const list = ["| type | to see |", "| --- | --- |", ...rows].join("\n");
	return {
		name: "help",
		description: "Everything this agent can play",
		async play(player) {
			await player.say(
				`I am the demo agent: no model, no network, the same turns every time. Type one of these words:\n\n${list}\n`,
			);
		},
	};
}
