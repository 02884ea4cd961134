import type { CodeLine } from "./codeKind.ts";
import type { HighlightAnswer } from "./highlightMessage.ts";
import type { LanguageName } from "./languages.ts";

export type Tokenize = (code: string, language: LanguageName) => Promise<readonly CodeLine[] | null>;

/**
 * Starts the worker that reads code. What it was asked when it breaks (a host's bundler or policy may not let it
 * start) is answered by `otherwise`, and all that comes after.
 */
export function startHighlightWorker(otherwise: Tokenize): Tokenize {
	const waiting = new Map<number, Waiting>();
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
	worker.addEventListener("message", ({ data: { id, lines } }: MessageEvent<HighlightAnswer>) => {
		waiting.get(id)?.resolve(lines);
		waiting.delete(id);
	});
	return (code, language) => {
		if (!worker) return otherwise(code, language);
		const id = ++lastId;
		worker.postMessage({ id, code, language });
		return new Promise((resolve) => waiting.set(id, { code, language, resolve }));
	};
}

interface Waiting {
	readonly code: string;
	readonly language: LanguageName;
	readonly resolve: (lines: Awaited<ReturnType<Tokenize>> | ReturnType<Tokenize>) => void;
}
