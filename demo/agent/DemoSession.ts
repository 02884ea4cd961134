import { randomUUID } from "node:crypto";
import type { BackgroundPlay } from "./Player.ts";

/** The demo agent's state of one session. It lives as long as the process. */
export class DemoSession {
	readonly id: string = randomUUID();
	readonly cwd: string;
	/** The chosen values, by option id. */
	readonly settings = new Map<string, string>();
	/** The scripts for which a person chose "always allow". */
	readonly alwaysAllowed = new Set<string>();
	title: string | null = null;
	usedTokens = 0;
	/** Aborts the running turn; null between turns. */
	turn: AbortController | null = null;
	/** What goes on when the running turn is over. */
	afterTurn: BackgroundPlay[] = [];
	/** Aborts what goes on outside of turns. */
	background = new AbortController();

	constructor(cwd: string) {
		this.cwd = cwd;
	}
}
