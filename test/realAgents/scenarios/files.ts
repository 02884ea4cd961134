import { writeFile as write } from "node:fs/promises";
import { join } from "node:path";
import { hasAnswer, hasCall } from "./basics.ts";
import type { Scenario } from "./Scenario.ts";
import { editLine, readFile, viewPicture, writeFile } from "./tools.ts";

/** 8 × 8 pixels. */
const PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC";

export const fileScenarios: readonly Scenario[] = [
	{
		name: "edit-allowed",
		title: "Edits that the second person allows",
		scripts: (folder) => ({
			"edit-allowed": [
				[{ say: "I write it. " }, { use: writeFile(folder, "notes.txt", ["alpha", "beta", "gamma"]) }],
				[{ use: readFile(folder, "notes.txt") }],
				[{ use: editLine(folder, "notes.txt", { from: "beta", to: "BETA" }) }],
				[{ say: "Both are done." }],
			],
		}),
		happened: (said) => hasAnswer(said, "allow") && hasCall(said, ({ diffs }) => diffs.length > 0),
	},
	{
		name: "edit-rejected",
		title: "Edit that the second person rejects",
		scripts: (folder) => ({
			"edit-rejected": [[{ use: writeFile(folder, "notes.txt", ["alpha"]) }], [{ say: "Then I leave it." }]],
		}),
		play: (scene) => scene.run("edit-rejected", /^Reject/),
		happened: (said) => hasAnswer(said, "reject"),
	},
	{
		name: "picture",
		title: "Picture as the result of a tool",
		scripts: (folder) => ({ picture: [[{ use: viewPicture(folder, "dot.png") }], [{ say: "It is a square." }]] }),
		async play(scene) {
			await write(join(scene.folder, "dot.png"), Buffer.from(PICTURE, "base64"));
			await scene.run("picture");
		},
		happened: (said) => hasCall(said, ({ status }) => status === "completed"),
	},
];
