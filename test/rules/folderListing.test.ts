import { expect, test } from "vitest";
import type { FolderEntry } from "../../src/protocol/index.ts";
import { toListing } from "../../src/rules/folderListing.ts";

const entry = (name: string, kind: FolderEntry["kind"] = "file"): FolderEntry => {
	return { name, kind, size: 4_096, modifiedAt: null };
};
const namesOf = (entries: readonly FolderEntry[]) => entries.map(({ name }) => name);

const ENTRIES = [
	entry("page10.ts"),
	entry(".env"),
	entry("page9.ts"),
	entry("src", "folder"),
	entry(".workspace-chat", "folder"),
	entry(".config", "folder"),
	entry("App.ts"),
];

test("a listing has folders first and numbers in their order, and our own folder for nobody", () => {
	expect(namesOf(toListing("", ENTRIES, true))).toEqual([".config", "src", ".env", "App.ts", "page9.ts", "page10.ts"]);
	expect(namesOf(toListing("", ENTRIES, false))).toEqual(["src", "App.ts", "page9.ts", "page10.ts"]);
});

test("a folder of that name somewhere else is not ours", () => {
	expect(namesOf(toListing("src", ENTRIES, true))).toContain(".workspace-chat");
});

test("the size of a folder is 0, whatever the sandbox says", () => {
	expect(toListing("", ENTRIES, false).map(({ size }) => size)).toEqual([0, 4_096, 4_096, 4_096]);
});

test("attached files are listed to everybody, with the folder's own file for Git only to those who see hidden files", () => {
	const attached = [entry("notes.txt"), entry(".gitignore")];
	expect(namesOf(toListing(".workspace-chat/attachments", attached, false))).toEqual(["notes.txt"]);
	expect(namesOf(toListing(".workspace-chat/attachments", attached, true))).toEqual([".gitignore", "notes.txt"]);
});
