"use client";

import { memo, useEffect, useRef, useState } from "react";
import type { CodeLine, CodeToken } from "./codeTokens.ts";
import { cachedHighlight, highlightCode } from "./highlightCode.ts";
import type { LanguageName } from "./languages.ts";

/** A token of code in its colour. Each text has an element for itself: the translators of browsers replace text nodes. */
function CodeTokenView({ token }: { readonly token: CodeToken }) {
	if (token.kind === null) return <span>{token.text}</span>;
	return (
		<span className="wsc-token" data-code={token.kind}>
			{token.text}
		</span>
	);
}

interface HighlightedCode {
	/** The code that was tokenized: while the code grows, a beginning of it. */
	readonly code: string;
	readonly language: LanguageName;
	readonly lines: readonly CodeLine[];
}

/** Attempts at the same code: a worker under load may fail. */
const MAX_ATTEMPTS = 2;

/**
 * Tokenizes code in a worker, which starts with the first code on the screen. Returns null until that is done, and
 * always if there is no language or the code is too long: then the code is shown plain.
 *
 * Growing code keeps the tokens of its beginning, so that nothing flickers. One request runs at a time.
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
	// biome-ignore lint/correctness/useExhaustiveDependencies: when one request ends, newer code may be waiting
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

/** Code in the colours of its language, for use in a `<pre>`. Plain until it is tokenized. */
export function HighlightedText({ text, language, streaming = false }: HighlightedTextProps) {
	const complete = streaming ? text.slice(0, Math.max(text.lastIndexOf("\n"), 0)) : text;
	const highlighted = useHighlight(complete, language);
	if (!highlighted) return <span>{text}</span>;
	return (
		<>
			{highlighted.lines.map((line, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their position
				<HighlightedLine key={index} line={line} isFirst={index === 0} />
			))}
			<span>{text.slice(highlighted.code.length)}</span>
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
			{isFirst ? null : <span>{"\n"}</span>}
			{line.map((token, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity but their position
				<CodeTokenView key={index} token={token} />
			))}
		</>
	);
}, isSameLine);

// Growing code is tokenized as a whole each time, and its earlier lines come out the same.
function isSameLine({ line: before }: HighlightedLineProps, { line: after }: HighlightedLineProps): boolean {
	if (before === after) return true;
	return before.length === after.length && before.every((token, index) => isSameToken(token, after[index]));
}

function isSameToken(some: CodeLine[number], other: CodeLine[number] | undefined): boolean {
	return some.text === other?.text && some.kind === other.kind;
}
