import type { Script } from "../script.ts";

/** The script that lists the others. */
export function createHelp(scripts: readonly Script[]): Script {
	const rows = scripts.map(
		({ name, hint, description }) => `| \`${hint ? `${name} [${hint}]` : name}\` | ${description} |`,
	);
	const list = ["| Type | What you’ll see |", "| --- | --- |", ...rows].join("\n");
	return {
		name: "help",
		description: "All demo turns",
		async play(player) {
			await player.say(
				`I’m the demo agent: no model, no network, the same turns every time. Send one of these:\n\n${list}\n`,
			);
		},
	};
}
