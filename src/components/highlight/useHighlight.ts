"use client";
import { useEffect, useRef, useState } from "react";
import type { CodeLine } from "./codeKind.ts";
import { cachedHighlight, highlightCode } from "./highlightCode.ts";
import type { LanguageName } from "./languages.ts";

export interface HighlightedCode {
	/** The code that was read: all of it, or while it grows a beginning. */
	readonly code: string;
	readonly language: LanguageName;
	readonly lines: readonly CodeLine[];
}

/** How often the same code is read, where a worker under load fails at it. */
const MAX_ATTEMPTS = 2;

/**
 * Reads code for its colours, in a worker that starts with the first code somebody sees. Answers null until that is
 * done, and for good where there is no language or the code is too long: then it is shown plain.
 *
 * Code that grows keeps the colours of what was read of it, so that nothing flickers. One piece is read at a time.
 *
 * @example
 * const highlighted = useHighlight(code, findLanguageByPath(path));
 */
export function useHighlight(code: string, language: LanguageName | undefined): HighlightedCode | null {
	const [read, setRead] = useState(() => readFromCache(code, language));
	const [failed, setFailed] = useState({ code: "", times: 0 });
	const reading = useRef(false);
	const isRead = read?.code === code && read.language === language;
	const isGivenUp = failed.code === code && failed.times >= MAX_ATTEMPTS;
	// biome-ignore lint/correctness/useExhaustiveDependencies: when one piece is read, the next may be waiting
	useEffect(() => {
		if (isRead || isGivenUp || language === undefined || code === "" || reading.current) return;
		reading.current = true;
		void highlightCode(code, language).then((lines) => {
			reading.current = false;
			if (lines) setRead({ code, language, lines });
			else setFailed((before) => ({ code, times: before.code === code ? before.times + 1 : 1 }));
		});
	}, [code, language, isRead, read, failed]);
	return read && read.language === language && code.startsWith(read.code) ? read : null;
}

function readFromCache(code: string, language: LanguageName | undefined): HighlightedCode | null {
	const lines = language && cachedHighlight(code, language);
	return lines ? { code, language, lines } : null;
}
