import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The names of a server file, in the order in which they are looked for. */
const NAMES = ["server.mts", "server.ts", "server.mjs", "server.js"];

/** The server file of an app; null when it has none under a usual name. */
export function findServerFile(folder: string): string | null {
	return NAMES.map((name) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** What the text of a server file says. It is not run: that would start a server. */
export interface ServerFacts {
	/** The agent, if it is written down as a text. */
	readonly agent: string | null;
	/** Whether it mentions a way to know who somebody is. */
	readonly hasAuthentication: boolean;
	/** Whether agents run on this machine. */
	readonly isLocal: boolean;
}

export function readServerFile(path: string): ServerFacts {
	const code = readFileSync(path, "utf8").replaceAll(/^\s*\/\/.*$/gm, "");
	const [, agent = null] = /\bagent:\s*["'`]([a-z0-9-]+)["'`]/.exec(code) ?? [];
	return {
		agent,
		hasAuthentication: /\b(authenticate|allowUnauthenticated)\b/.test(code),
		isLocal: /\blocal\(/.test(code),
	};
}
