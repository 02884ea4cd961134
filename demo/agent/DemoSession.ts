import { randomUUID } from "node:crypto";

/** What the demo agent keeps about one session. It lives as long as the process. */
export class DemoSession {
	readonly id: string = randomUUID();
	readonly cwd: string;
	/** What was chosen, by the id of the option. */
	readonly settings = new Map<string, string>();
	/** What a person has allowed for good, by the name of the script that asked. */
	readonly alwaysAllowed = new Set<string>();
	title: string | null = null;
	usedTokens = 0;
	/** Aborts the turn that runs; null between turns. */
	turn: AbortController | null = null;

	constructor(cwd: string) {
		this.cwd = cwd;
	}
}
