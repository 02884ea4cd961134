import { readdirSync, readFileSync } from "node:fs";

export interface Recording {
	readonly name: string;
	readonly jsonl: string;
}

const folder = new URL("../recordings/", import.meta.url);

/** Every recorded session, by name. */
export function readRecordings(): readonly Recording[] {
	const files = readdirSync(folder).filter((file) => file.endsWith(".jsonl") && !file.endsWith(".wire.jsonl"));
	return files.sort().map((file) => ({
		name: file.replace(".jsonl", ""),
		jsonl: readFileSync(new URL(file, folder), "utf8"),
	}));
}
