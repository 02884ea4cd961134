import type { CodeLine, HighlightRequest, HighlightResponse } from "./codeTokens.ts";
import { type LanguageName, loadGrammar } from "./languages.ts";

/** A beginning of code, of whole lines, with its tokens. */
interface KnownCode {
	readonly code: string;
	readonly lines: readonly CodeLine[];
}

type Tokenize = (
	code: string,
	language: LanguageName,
	known: KnownCode | undefined,
) => Promise<readonly CodeLine[] | null>;

/**
 * Starts the worker that tokenizes code. If it fails (the host's bundler or Content-Security-Policy may prevent it),
 * `fallback` takes over its pending requests and all later ones.
 *
 * The page sends the grammars to the worker: bundlers may put everything that a worker imports into one file, which
 * would be megabytes with all grammars.
 */
function startHighlightWorker(fallback: Tokenize): Tokenize {
	const pending = new Map<number, PendingRequest>();
	const sentGrammars = new Set<LanguageName>();
	let worker: Worker | null = null;
	let lastId = 0;
	const handleError = () => {
		worker?.terminate();
		worker = null;
		for (const { code, language, known, resolve } of pending.values()) resolve(fallback(code, language, known));
		pending.clear();
	};
	try {
		worker = createWorker();
	} catch {
		return fallback;
	}
	worker.addEventListener("error", handleError);
	worker.addEventListener("message", ({ data }: MessageEvent<HighlightResponse>) => {
		const { id, lines, keptLines } = data;
		const request = pending.get(id);
		pending.delete(id);
		// The grammar may not have arrived: send it again next time.
		if (request && !lines) sentGrammars.delete(request.language);
		request?.resolve(lines && keptLines > 0 ? [...(request.known?.lines.slice(0, keptLines) ?? []), ...lines] : lines);
	});
	return async (code, language, known) => {
		const grammar = await loadGrammar(language);
		if (!worker) return fallback(code, language, known);
		const request: HighlightRequest = {
			id: ++lastId,
			code,
			language,
			grammar: sentGrammars.has(language) ? null : grammar,
			knownLength: known?.code.length ?? 0,
		};
		worker.postMessage(request);
		sentGrammars.add(language);
		return new Promise((resolve) => pending.set(request.id, { code, language, known, resolve }));
	};
}

/** Allowed by a host whose page requires Trusted Types: `trusted-types workspace-chat`. */
const TRUSTED_TYPES_POLICY = "workspace-chat";

type ToScriptUrl = (url: string) => URL;

/** What is used of Trusted Types, which TypeScript does not know. */
interface TrustedTypes {
	createPolicy(
		name: string,
		rules: { readonly createScriptURL: (url: string) => string },
	): { createScriptURL: ToScriptUrl };
}

function createWorker(): Worker {
	const create = () => new Worker(new URL("./highlight.worker.ts", import.meta.url), { type: "module" });
	const toScriptUrl = createScriptPolicy();
	return toScriptUrl ? withTrustedWorkers(toScriptUrl, create) : create();
}

/**
 * A page that requires Trusted Types starts workers only from addresses that a policy has made. Bundlers, however, look
 * for exactly `new Worker(new URL(…))` with the global name. So the name has another value while `create` runs.
 */
function withTrustedWorkers(toScriptUrl: ToScriptUrl, create: () => Worker): Worker {
	const NativeWorker = globalThis.Worker;
	globalThis.Worker = class extends NativeWorker {
		constructor(url: string | URL, options?: WorkerOptions) {
			super(toScriptUrl(String(url)), options);
		}
	};
	try {
		return create();
	} finally {
		globalThis.Worker = NativeWorker;
	}
}

function createScriptPolicy(): ToScriptUrl | null {
	const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
	if (!trustedTypes) return null;
	try {
		// Nobody else can use the policy, and the only address is that of our worker.
		const policy = trustedTypes.createPolicy(TRUSTED_TYPES_POLICY, { createScriptURL: (url) => url });
		return (url) => policy.createScriptURL(url);
	} catch {
		// The host does not allow the name. Its default policy may allow the address.
		return null;
	}
}

interface PendingRequest {
	readonly code: string;
	readonly language: LanguageName;
	readonly known: KnownCode | undefined;
	readonly resolve: (lines: Awaited<ReturnType<Tokenize>> | ReturnType<Tokenize>) => void;
}

/** Longer code is shown plain: it would keep even a worker busy for seconds. */
const MAX_CHARACTERS = 120_000;
/** Without a worker the page tokenizes the code itself, when it is idle. */
const MAX_CHARACTERS_ON_MAIN_THREAD = 4_000;
/** Rows of the timeline mount again while the user scrolls, so recent results are cached. */
const MAX_CACHED = 100;

const cache = new Map<string, readonly CodeLine[]>();
let tokenize: Tokenize | undefined;

const cacheKey = (code: string, language: LanguageName) => `${language}\n${code}`;

/** The cached tokens of code that was tokenized recently. */
export function cachedHighlight(code: string, language: LanguageName): readonly CodeLine[] | undefined {
	return cache.get(cacheKey(code, language));
}

/** Tokenizes code in a worker, or without one when the page is idle. Returns null if neither works or the code is too long. */
export async function highlightCode(code: string, language: LanguageName): Promise<readonly CodeLine[] | null> {
	if (code.length > MAX_CHARACTERS) return null;
	tokenize ??= startHighlightWorker(tokenizeOnMainThread);
	const lines = await tokenize(code, language, findBeginning(code, language)).catch(() => null);
	if (lines) addToCache(cacheKey(code, language), lines);
	return lines;
}

/** The longest beginning that was tokenized: growing code is tokenized again and again. */
function findBeginning(code: string, language: LanguageName): KnownCode | undefined {
	const key = cacheKey(code, language);
	let longest: string | undefined;
	for (const known of cache.keys()) {
		const continues = key.length > known.length && key[known.length] === "\n" && key.startsWith(known);
		if (continues && known.length > (longest?.length ?? 0)) longest = known;
	}
	const lines = longest === undefined ? undefined : cache.get(longest);
	return longest === undefined || !lines ? undefined : { code: longest.slice(language.length + 1), lines };
}

function addToCache(key: string, lines: readonly CodeLine[]): void {
	// Growing code is tokenized again and again: keep its newest version only.
	for (const known of cache.keys()) if (key.startsWith(known)) cache.delete(known);
	cache.set(key, lines);
	const [oldest] = cache.keys();
	if (cache.size > MAX_CACHED && oldest !== undefined) cache.delete(oldest);
}

async function tokenizeOnMainThread(code: string, language: LanguageName): Promise<readonly CodeLine[] | null> {
	if (typeof requestIdleCallback === "undefined" || code.length > MAX_CHARACTERS_ON_MAIN_THREAD) return null;
	const { tokenizeCode } = await import("./tokenizeCode.ts");
	await new Promise<unknown>((resolve) => requestIdleCallback(resolve));
	const grammar = await loadGrammar(language);
	return (await tokenizeCode({ code, language, grammar, knownLength: 0 })).lines;
}
