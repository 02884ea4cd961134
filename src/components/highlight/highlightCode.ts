import type { CodeLine } from "./codeKind.ts";
import type { LanguageName } from "./languages.ts";
import { loadGrammar } from "./loadGrammar.ts";
import { startHighlightWorker, type Tokenize } from "./startHighlightWorker.ts";

/** More than this is shown plain: reading it would keep even a worker busy for seconds. */
const MOST_CHARACTERS = 120_000;
/** Without a worker the page itself reads the code, in its idle time. */
const MOST_CHARACTERS_IN_PAGE = 4_000;
/** Rows of a list come and go while somebody scrolls; what was read lately need not be read again. */
const MOST_KEPT = 100;

const kept = new Map<string, readonly CodeLine[]>();
let tokenize: Tokenize | undefined;

const keyOf = (code: string, language: LanguageName) => `${language}\n${code}`;

/** The lines of code that was read lately. */
export function highlightedBefore(code: string, language: LanguageName): readonly CodeLine[] | undefined {
	return kept.get(keyOf(code, language));
}

/** Reads code in a worker; without one in the page's idle time; without either, and where code is long, it answers null. */
export async function highlightCode(code: string, language: LanguageName): Promise<readonly CodeLine[] | null> {
	if (code.length > MOST_CHARACTERS) return null;
	tokenize ??= startHighlightWorker(tokenizeWhenIdle);
	const lines = await tokenize(code, language).catch(() => null);
	if (lines) keep(keyOf(code, language), lines);
	return lines;
}

function keep(key: string, lines: readonly CodeLine[]): void {
	// Code that grows is read again and again: of it the newest is enough.
	for (const known of kept.keys()) if (key.startsWith(known)) kept.delete(known);
	kept.set(key, lines);
	const [oldest] = kept.keys();
	if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

async function tokenizeWhenIdle(code: string, language: LanguageName) {
	if (typeof requestIdleCallback === "undefined" || code.length > MOST_CHARACTERS_IN_PAGE) return null;
	const { tokenizeCode } = await import("./tokenizeCode.ts");
	await new Promise<unknown>((resolve) => requestIdleCallback(resolve));
	return tokenizeCode({ code, language, grammar: await loadGrammar(language) });
}
