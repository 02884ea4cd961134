import { readdirSync, readFileSync } from "node:fs";

export interface Recording {
	readonly name: string;
	readonly jsonl: string;
	/** The messages on the wire. */
	readonly wire: string;
}

const folder = new URL("../recordings/", import.meta.url);

/** Every recorded session, by name. */
export function readRecordings(): readonly Recording[] {
	const files = readdirSync(folder).filter((file) => file.endsWith(".jsonl") && !file.endsWith(".wire.jsonl"));
	const read = (file: string) => readFileSync(new URL(file, folder), "utf8");
	const names = files.sort().map((file) => file.replace(".jsonl", ""));
	return names.map((name) => ({ name, jsonl: read(`${name}.jsonl`), wire: read(`${name}.wire.jsonl`) }));
}
