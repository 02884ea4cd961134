/**
 * Writes docs/reference.md: what each entry of the package exports, by the declarations and docstrings of the built
 * package. Part of `npm run api`; a test compares the file with what this writes.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createReference } from "../test/package/createReference.ts";

const folder = mkdtempSync(join(tmpdir(), "workspace-chat-reference-"));
try {
	writeFileSync("docs/reference.md", createReference(folder));
} finally {
	rmSync(folder, { recursive: true, force: true });
}
