import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");

/** The text of a file of this repository. */
export const readText = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** The texts of all files of `src` whose names match. */
export function readSources(ending: RegExp): readonly string[] {
	const names = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" });
	return names.filter((name) => ending.test(name)).map((name) => readText(join("src", name)));
}
