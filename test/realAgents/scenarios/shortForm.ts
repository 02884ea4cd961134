import { hasAnswer, hasCall, hasMessage } from "./basics.ts";
import type { Scenario } from "./Scenario.ts";
import { runCommand, writeFile } from "./tools.ts";

/** Most of what agents do, in one turn: text, a command, and a file that is written once somebody has allowed it. */
export const SHORT_FORM: Scenario = {
	name: "short-form",
	title: "Text, a command and an edit",
	scripts: (folder) => ({
		"short-form": [
			[{ say: "First, **a command**. " }, { use: runCommand("echo first line; echo second line") }],
			[{ say: "Then a file. " }, { use: writeFile(folder, "notes.txt", ["alpha", "beta"]) }],
			[{ say: "Both are done." }],
		],
	}),
	happened: (said) =>
		hasCall(said, ({ status, output }) => status === "completed" && output.includes("second line")) &&
		hasCall(said, ({ diffs }) => diffs.length > 0) &&
		hasAnswer(said, "allow") &&
		hasMessage(said, "Both are done."),
};
