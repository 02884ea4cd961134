import type { Said } from "../oracle/said.ts";
import { hasCall, hasMessage } from "./basics.ts";
import type { Scenario } from "./Scenario.ts";
import { runCommand, runInBackground } from "./tools.ts";

const TWO_LINES = "echo first line; echo second line";
const FAILS = "printf '\\033[31mFAIL\\033[0m two.test.ts\\n'; echo problem >&2; exit 3";
const TICKS = "for i in $(seq 1 200); do echo tick $i; sleep 0.5; done";
const BEATS = "for i in 1 2 3; do echo beat $i; sleep 1; done";

export const commandScenarios: readonly Scenario[] = [
	{
		name: "command",
		title: "Command that succeeds",
		scripts: () => ({ command: [[{ say: "I run it. " }, { use: runCommand(TWO_LINES) }], [{ say: "It worked." }]] }),
		happened: (said) => hasCall(said, ({ status, output }) => status === "completed" && output.includes("second line")),
	},
	{
		name: "command-fails",
		title: "Command that fails",
		scripts: () => ({ "command-fails": [[{ use: runCommand(FAILS) }], [{ say: "It exits with 3." }]] }),
		happened: (said) => hasCall(said, ({ status, output }) => status === "failed" && output.includes("two.test.ts")),
	},
	{
		name: "stopped-command",
		title: "Stop during a command",
		scripts: () => ({ "stopped-command": [[{ use: runCommand(TICKS) }], [{ say: "It has ended." }]] }),
		async play(scene) {
			await scene.start("stopped-command");
			await scene.allowUntilItRuns();
			await scene.ben.click("Stop");
			await scene.ended("stopped-command");
		},
		happened: (said) => said.some((one) => one.kind === "prompt" && isStopped(one.end)),
	},
	{
		name: "background-command",
		title: "Command in the background, to its end after the turn",
		scripts: () => ({
			"background-command": [
				[{ use: runInBackground(BEATS) }],
				[{ say: "It runs in the background." }],
				[{ say: "It has ended." }],
			],
		}),
		async play(scene) {
			await scene.run("background-command");
			// Some agents say something about the end, some report only the end of the call.
			const hasEnded = (said: readonly Said[]) =>
				hasMessage(said, "It has ended.") || hasCall(said, ({ exitCode }) => exitCode !== null);
			await scene.hears(hasEnded, "the command to end");
		},
		happened: (said) => hasCall(said, ({ toolKind }) => toolKind === "execute"),
	},
];

function isStopped(end: { readonly status: string; readonly stopReason?: string }): boolean {
	return end.status === "ended" && end.stopReason === "cancelled";
}
