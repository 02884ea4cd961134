import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createReference } from "./createReference.ts";

test("docs/reference.md says what the package exports: `npm run api` writes it", () => {
	const folder = mkdtempSync(join(tmpdir(), "workspace-chat-reference-"));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const reference = createReference(folder);
	expect(reference).toBe(readFileSync("docs/reference.md", "utf8"));
	// The props of the chat, those of how to reach the workspace included.
	const [, props = ""] = reference.split("### WorkspaceChatProps\n");
	expect(props.split("\n### ")[0]).toMatch(/`workspaceId`[\s\S]*`endpoint\?`[\s\S]*`getParams\?`/);
});
