import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Puts files below a folder, by their paths from there. */
export async function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
	for (const [path, content] of Object.entries(files)) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), content);
	}
}
