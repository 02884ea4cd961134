import type { CodeLine, HighlightRequest, HighlightResponse } from "./codeTokens.ts";
import { type LanguageName, loadGrammar } from "./languages.ts";

type Tokenize = (code: string, language: LanguageName) => Promise<readonly CodeLine[] | null>;

/**
 * Starts the worker that reads code. What it was asked when it breaks (a host's bundler or policy may not let it
 * start) is answered by `otherwise`, and all that comes after.
 *
 * Grammars are handed to it from here: bundlers may put all that a worker imports into one file, which would be
 * megabytes with every grammar in it.
 */
function startHighlightWorker(otherwise: Tokenize): Tokenize {
	const waiting = new Map<number, PendingRequest>();
	const known = new Set<LanguageName>();
	let worker: Worker | null = null;
	let lastId = 0;
	const handOver = () => {
		worker?.terminate();
		worker = null;
		for (const { code, language, resolve } of waiting.values()) resolve(otherwise(code, language));
		waiting.clear();
	};
	try {
		worker = new Worker(new URL("./highlight.worker.ts", import.meta.url), { type: "module" });
	} catch {
		return otherwise;
	}
	worker.addEventListener("error", handOver);
	worker.addEventListener("message", ({ data: { id, lines } }: MessageEvent<HighlightResponse>) => {
		const asked = waiting.get(id);
		waiting.delete(id);
		// It may be the grammar that did not arrive.
		if (asked && !lines) known.delete(asked.language);
		asked?.resolve(lines);
	});
	return async (code, language) => {
		const grammar = await loadGrammar(language);
		if (!worker) return otherwise(code, language);
		const request: HighlightRequest = { id: ++lastId, code, language, grammar: known.has(language) ? null : grammar };
		worker.postMessage(request);
		known.add(language);
		return new Promise((resolve) => waiting.set(request.id, { code, language, resolve }));
	};
}

interface PendingRequest {
	readonly code: string;
	readonly language: LanguageName;
	readonly resolve: (lines: Awaited<ReturnType<Tokenize>> | ReturnType<Tokenize>) => void;
}

/** More than this is shown plain: reading it would keep even a worker busy for seconds. */
const MAX_CHARACTERS = 120_000;
/** Without a worker the page itself reads the code, in its idle time. */
const MAX_CHARACTERS_ON_MAIN_THREAD = 4_000;
/** Rows of a list come and go while somebody scrolls; what was read lately need not be read again. */
const MAX_CACHED = 100;

const cache = new Map<string, readonly CodeLine[]>();
let tokenize: Tokenize | undefined;

const cacheKey = (code: string, language: LanguageName) => `${language}\n${code}`;

/** The lines of code that was read lately. */
export function cachedHighlight(code: string, language: LanguageName): readonly CodeLine[] | undefined {
	return cache.get(cacheKey(code, language));
}

/** Reads code in a worker; without one in the page's idle time; without either, and where code is long, it answers null. */
export async function highlightCode(code: string, language: LanguageName): Promise<readonly CodeLine[] | null> {
	if (code.length > MAX_CHARACTERS) return null;
	tokenize ??= startHighlightWorker(tokenizeOnMainThread);
	const lines = await tokenize(code, language).catch(() => null);
	if (lines) addToCache(cacheKey(code, language), lines);
	return lines;
}

function addToCache(key: string, lines: readonly CodeLine[]): void {
	// Code that grows is read again and again: of it the newest is enough.
	for (const known of cache.keys()) if (key.startsWith(known)) cache.delete(known);
	cache.set(key, lines);
	const [oldest] = cache.keys();
	if (cache.size > MAX_CACHED && oldest !== undefined) cache.delete(oldest);
}

async function tokenizeOnMainThread(code: string, language: LanguageName) {
	if (typeof requestIdleCallback === "undefined" || code.length > MAX_CHARACTERS_ON_MAIN_THREAD) return null;
	const { tokenizeCode } = await import("./tokenizeCode.ts");
	await new Promise<unknown>((resolve) => requestIdleCallback(resolve));
	return tokenizeCode({ code, language, grammar: await loadGrammar(language) });
}
