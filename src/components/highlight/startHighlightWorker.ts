import type { CodeLine } from "./codeKind.ts";
import type { HighlightRequest, HighlightResponse } from "./highlightMessage.ts";
import type { LanguageName } from "./languages.ts";
import { loadGrammar } from "./loadGrammar.ts";

export type Tokenize = (code: string, language: LanguageName) => Promise<readonly CodeLine[] | null>;

/**
 * Starts the worker that reads code. What it was asked when it breaks (a host's bundler or policy may not let it
 * start) is answered by `otherwise`, and all that comes after.
 *
 * Grammars are handed to it from here: bundlers may put all that a worker imports into one file, which would be
 * megabytes with every grammar in it.
 */
export function startHighlightWorker(otherwise: Tokenize): Tokenize {
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
