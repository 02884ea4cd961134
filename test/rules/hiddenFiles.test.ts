import { expect, test } from "vitest";
import { DEFAULT_ROLE_TABLE } from "../../src/protocol/index.ts";
import { isDotPath, promptersSeeHiddenFiles, refusalOfHiddenFiles } from "../../src/rules/hiddenFiles.ts";

test.each([".env", "a/.b/c", ".git", ".git/config", "./.env", "a//.b", ".workspace-chat", ".workspace-chat/x"])(
	"%s is hidden: a name on it begins with a dot",
	(path) => expect(isDotPath(path)).toBe(true),
);

test.each([
	["", false],
	["a.env", false],
	["src/app.ts", false],
	["..", false],
	["./a/.", false],
	[".workspace-chat/attachments/notes.txt", false],
	[".workspace-chat/attachments", true],
	[".workspace-chat/attachments/.env", true],
	[".workspace-chat/attachments/.git/config", true],
	["a/.workspace-chat/attachments/notes.txt", true],
])("%j is hidden: %j", (path, hidden) => expect(isDotPath(path)).toBe(hidden));

test("hidden files need the role editor, unless the host says otherwise", () => {
	expect(refusalOfHiddenFiles(DEFAULT_ROLE_TABLE, "commenter")?.info.code).toBe("forbidden");
	expect(refusalOfHiddenFiles(DEFAULT_ROLE_TABLE, "editor")).toBeNull();
	expect(refusalOfHiddenFiles({ ...DEFAULT_ROLE_TABLE, hiddenFiles: "viewer" }, "viewer")).toBeNull();
	expect(refusalOfHiddenFiles({ ...DEFAULT_ROLE_TABLE, hiddenFiles: "owner" }, "approver")).not.toBeNull();
});

test("mentions link hidden files only where everybody who may prompt sees them", () => {
	expect(promptersSeeHiddenFiles(DEFAULT_ROLE_TABLE)).toBe(true);
	expect(promptersSeeHiddenFiles({ ...DEFAULT_ROLE_TABLE, prompt: "viewer" })).toBe(false);
	expect(promptersSeeHiddenFiles({ ...DEFAULT_ROLE_TABLE, hiddenFiles: "owner" })).toBe(false);
});
