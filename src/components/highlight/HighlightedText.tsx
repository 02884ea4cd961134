"use client";

import { memo, useEffect, useRef, useState } from "react";
import type { CodeLine, CodeToken } from "./codeTokens.ts";
import { cachedHighlight, highlightCode } from "./highlightCode.ts";
import type { LanguageName } from "./languages.ts";

/** A stretch of code in its colour. */
function CodeTokenView({ token }: { readonly token: CodeToken }) {
	if (token.kind === null) return token.text;
	return (
		<span className="wsc-token" data-code={token.kind}>
			{token.text}
		</span>
	);
}

interface HighlightedCode {
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
function useHighlight(code: string, language: LanguageName | undefined): HighlightedCode | null {
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

interface HighlightedTextProps {
	readonly text: string;
	readonly language: LanguageName | undefined;
	/** Whether more text may be appended: then the last line has no colors until it is complete. */
	readonly streaming?: boolean | undefined;
}

/** Code with the colours of its language, to stand in a `<pre>`. Plain until they are there. */
export function HighlightedText({ text, language, streaming = false }: HighlightedTextProps) {
	const complete = streaming ? text.slice(0, Math.max(text.lastIndexOf("\n"), 0)) : text;
	const highlighted = useHighlight(complete, language);
	if (!highlighted) return text;
	return (
		<>
			{highlighted.lines.map((line, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
				<HighlightedLine key={index} line={line} isFirst={index === 0} />
			))}
			{text.slice(highlighted.code.length)}
		</>
	);
}

interface HighlightedLineProps {
	readonly line: CodeLine;
	readonly isFirst: boolean;
}

const HighlightedLine = memo(function Line({ line, isFirst }: HighlightedLineProps) {
	return (
		<>
			{isFirst ? null : "\n"}
			{line.map((token, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: stretches have no identity but their place
				<CodeTokenView key={index} token={token} />
			))}
		</>
	);
}, isSameLine);

// All of a growing code is read anew; the lines above come out as they were.
function isSameLine({ line: before }: HighlightedLineProps, { line: after }: HighlightedLineProps): boolean {
	if (before === after) return true;
	return before.length === after.length && before.every((token, index) => isSameToken(token, after[index]));
}

function isSameToken(some: CodeLine[number], other: CodeLine[number] | undefined): boolean {
	return some.text === other?.text && some.kind === other.kind;
}
