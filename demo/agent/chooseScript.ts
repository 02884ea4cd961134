import type { Script } from "./script.ts";
import { command } from "./scripts/command.ts";
import { edit } from "./scripts/edit.ts";
import { fallback } from "./scripts/fallback.ts";
import { help, SCRIPTS } from "./scripts/index.ts";
import { permission } from "./scripts/permission.ts";
import { plan } from "./scripts/plan.ts";
import { tools } from "./scripts/tools.ts";
import { tour } from "./scripts/tour.ts";

/** What people ask agents for, and the script that shows such a turn. The first match counts. */
const REQUESTS: readonly (readonly [RegExp, Script])[] = [
	[/\b(what (can|do) you|who are you|how does this work|commands?\b.*\bknow)/i, help],
	[/\b(show me (around|everything)|demo(nstrate)?|tour)\b/i, tour],
	[/\b(retry|retries|settings?|config(uration)?|permission|approval|timeouts?)\b/i, permission],
	[/\b(run|start|execute)\b.*|\btests?\b/i, command],
	[/\b(plan|steps|roadmap|break (it|this) down)\b/i, plan],
	[/\b(fix|change|edit|write|add|create|implement|refactor|rename|update|improve|build|make)\b/i, edit],
	[/\b(look|search|find|list|read|explore|which files|what is in)\b/i, tools],
];

interface Choice {
	readonly script: Script;
	/** The text after the script's name. */
	readonly rest: string;
	/** The script was not named: it is only like what was asked for. */
	readonly isGuess: boolean;
}

/** The script named by the first word, with or without a slash; else one that shows what a sentence asks for. */
export function chooseScript(typed: string): Choice {
	const line = typed.trim();
	const [word = ""] = line.split(/\s+/, 1);
	const name = word.replace(/^\//, "").toLowerCase();
	const named = SCRIPTS.find((candidate) => candidate.name === name);
	if (named) return { script: named, rest: line.slice(word.length).trim(), isGuess: false };
	const [, guess] = REQUESTS.find(([pattern]) => pattern.test(line)) ?? [];
	return guess ? { script: guess, rest: "", isGuess: true } : { script: fallback, rest: line, isGuess: false };
}
