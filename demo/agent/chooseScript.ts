import type { Script } from "./script.ts";
import { fallback } from "./scripts/fallback.ts";
import { SCRIPTS } from "./scripts/index.ts";

/** The script named by the first word, with or without a slash, and the rest of the text. */
export function chooseScript(typed: string): { script: Script; rest: string } {
	const line = typed.trim();
	const [word = ""] = line.split(/\s+/, 1);
	const name = word.replace(/^\//, "").toLowerCase();
	const script = SCRIPTS.find((candidate) => candidate.name === name);
	return script ? { script, rest: line.slice(word.length).trim() } : { script: fallback, rest: line };
}
