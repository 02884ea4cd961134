import { join } from "node:path";
import { applyDiff, prepareDiff } from "../fileDiff.ts";
import type { Script } from "../script.ts";
import { readSetting } from "../sessionOptions.ts";

const GREETINGS = ["Hello", "Good morning", "Welcome back"];

export const edit: Script = {
	name: "edit",
	description: "An edit with its diff: writes `greeting.ts` in the working folder",
	async play(player) {
		if (readSetting(player.session, "mode") === "plan") {
			await player.say("In the mode *Plan only* I change nothing. I would give `greeting.ts` another greeting.\n");
			return;
		}
		const path = join(player.session.cwd, "greeting.ts");
		const call = await player.call({
			title: "Edit greeting.ts",
			kind: "edit",
			locations: [{ path }],
			rawInput: { path },
		});
		await player.pause(500);
		const diff = await prepareDiff(path, writeGreeting);
		await applyDiff(diff);
		await call.complete({ content: [diff] });
		await player.say(`${diff.oldText === null ? "Wrote" : "Changed"} \`greeting.ts\`; the diff is above.\n`);
	},
};

/** The file's content with the next greeting. */
function writeGreeting(before: string | null): string {
	const current = GREETINGS.findIndex((greeting) => before?.includes(greeting));
	const greeting = GREETINGS[(current + 1) % GREETINGS.length];
	return [
		"/** What a person reads first. */",
		"export function greet(name: string): string {",
		`	return \`${greeting}, \${name}!\`;`,
		"}",
		"",
	].join("\n");
}
