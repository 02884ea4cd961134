import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Player } from "../Player.ts";
import type { Script } from "../script.ts";
import { textContent } from "../textContent.ts";

export const tools: Script = {
	name: "tools",
	description: "Tool calls of every kind, one of them failing",
	async play(player) {
		await player.say("Let me look around.\n");
		await readFolder(player);
		await searchText(player);
		await fetchPage(player);
		await weighOptions(player);
		await readMissingFile(player);
		await moveAndDelete(player);
		await player.say("I have seen enough: one file was missing, everything else is in its place.\n");
	},
};

async function readFolder(player: Player): Promise<void> {
	const path = player.session.cwd;
	const call = await player.call({
		title: "Read the working folder",
		kind: "read",
		locations: [{ path }],
		rawInput: { path },
	});
	await player.pause(500);
	const names = await readdir(path);
	await call.complete({ content: textContent(names.join("\n") || "(empty)"), rawOutput: { entries: names.length } });
}

async function searchText(player: Player): Promise<void> {
	const call = await player.call({ title: "Search for `greet`", kind: "search", rawInput: { pattern: "greet" } });
	await player.pause(500);
	const names = await readdir(player.session.cwd);
	const found = names.filter((name) => name.includes("greet"));
	await call.complete({
		content: textContent(found.join("\n") || "No file has that name."),
		locations: found.map((name) => ({ path: join(player.session.cwd, name) })),
	});
}

async function fetchPage(player: Player): Promise<void> {
	const url = "https://example.com/changelog";
	const call = await player.call({ title: `Fetch ${url}`, kind: "fetch", rawInput: { url } });
	await player.pause(700);
	await call.complete({
		content: textContent("# Changelog\n\nThis page was made up: the demo agent never leaves your machine."),
		rawOutput: { status: 200 },
	});
}

async function weighOptions(player: Player): Promise<void> {
	const call = await player.call({ title: "Weigh two ways to store it", kind: "think" });
	await player.pause(500);
	await call.complete({ content: textContent("One row per item: its cost does not grow with what is there.") });
}

async function readMissingFile(player: Player): Promise<void> {
	const path = join(player.session.cwd, "docs/missing.md");
	const call = await player.call({
		title: "Read docs/missing.md",
		kind: "read",
		locations: [{ path, line: 12 }],
		rawInput: { path, line: 12 },
	});
	await player.pause(400);
	await call.fail("There is no such file.");
}

async function moveAndDelete(player: Player): Promise<void> {
	const from = join(player.session.cwd, "scratch.txt");
	const to = join(player.session.cwd, "scratch.old.txt");
	await writeFile(from, "nothing to keep\n");
	const move = await player.call({
		title: "Move scratch.txt",
		kind: "move",
		locations: [{ path: to }],
		rawInput: { from, to },
	});
	await rename(from, to);
	await player.pause(300);
	await move.complete();
	const remove = await player.call({ title: "Delete scratch.old.txt", kind: "delete", locations: [{ path: to }] });
	await rm(to);
	await player.pause(300);
	await remove.complete();
}
