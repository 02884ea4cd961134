import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A small project, so that there is something to look at and to change. */
const FILES: Readonly<Record<string, string>> = {
	"README.md": `# Uploads

Uploads files to the store, and tries again when that fails.

    npm test
`,
	"package.json": `${JSON.stringify({ name: "uploads", type: "module", scripts: { test: "node --test" } }, null, "\t")}\n`,
	"settings.json": `${JSON.stringify({ retries: 2, timeout: "30s" }, null, "\t")}\n`,
	"src/upload.ts": `import { readFile } from "node:fs/promises";
import settings from "../settings.json" with { type: "json" };

/** Uploads a file. Tries again as often as the settings say. */
export async function upload(path: string, address: string): Promise<void> {
	const body = await readFile(path);
	for (let attempt = 0; ; attempt++) {
		const response = await fetch(address, { method: "PUT", body }).catch(() => null);
		if (response?.ok) return;
		if (attempt >= settings.retries) throw new Error(\`\${path} was not uploaded.\`);
	}
}
`,
	"src/upload.test.ts": `import assert from "node:assert/strict";
import test from "node:test";
import { upload } from "./upload.ts";

test("a file that does not exist is not uploaded", async () => {
	await assert.rejects(upload("missing.txt", "http://127.0.0.1:1/"));
});
`,
};

/** Puts the project into a folder that does not exist yet. */
export function seedProject(folder: string): void {
	if (existsSync(folder)) return;
	for (const [name, text] of Object.entries(FILES)) {
		const file = join(folder, name);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
	}
}
