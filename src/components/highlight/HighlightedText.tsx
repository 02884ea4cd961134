"use client";

import { type CSSProperties, memo, useEffect, useMemo, useRef, useState } from "react";
import type { CodeLine, CodeToken } from "./codeTokens.ts";
import { cachedHighlight, highlightCode } from "./highlightCode.ts";
import type { LanguageName } from "./languages.ts";
import { useWasInSight } from "./useWasInSight.ts";

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

/** Lines that are laid out, and coloured, together. */
const GROUP_LINES = 50;

/** Some lines of code. */
interface LineGroup {
	/** With the newline at its end, if there is one. */
	readonly text: string;
	readonly lineCount: number;
}

/** Splits a text into groups of lines: of two versions of a growing text all groups but the last one are the same. */
function groupLines(text: string): readonly LineGroup[] {
	const groups: LineGroup[] = [];
	let start = 0;
	let lineCount = 0;
	for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) {
		lineCount += 1;
		if (lineCount < GROUP_LINES) continue;
		groups.push({ text: text.slice(start, end + 1), lineCount });
		start = end + 1;
		lineCount = 0;
	}
	const rest = text.slice(start);
	// A newline at the end begins no line.
	if (rest !== "" || groups.length === 0)
		groups.push({ text: rest, lineCount: lineCount + (rest.endsWith("\n") ? 0 : 1) });
	return groups;
}

/**
 * Code in the colours of its language, for use in a `<pre>`. Plain until it is tokenized.
 *
 * Long code is in groups of lines: the browser lays out those in sight, and only those get an element for each token.
 *
 * Data attributes of a group: `data-long` in code of more than one group.
 */
export function HighlightedText({ text, language, streaming = false }: HighlightedTextProps) {
	const complete = streaming ? text.slice(0, Math.max(text.lastIndexOf("\n"), 0)) : text;
	const lines = knownLines(text, useHighlight(complete, language));
	const groups = useMemo(() => groupLines(text), [text]);
	return groups.map(({ text, lineCount }, index) => (
		<CodeLines
			// biome-ignore lint/suspicious/noArrayIndexKey: groups are only ever added at the end
			key={index}
			text={text}
			lineCount={lineCount}
			lines={lines.slice(index * GROUP_LINES, (index + 1) * GROUP_LINES)}
			isLong={groups.length > 1}
		/>
	));
}

const NO_LINES: readonly CodeLine[] = [];

/** The tokens of the lines that are the same in the text: the last line that was tokenized may have grown. */
function knownLines(text: string, highlighted: HighlightedCode | null): readonly CodeLine[] {
	if (!highlighted) return NO_LINES;
	const { code, lines } = highlighted;
	const isWhole = text.length === code.length || text[code.length] === "\n";
	return isWhole ? lines : lines.slice(0, -1);
}

interface CodeLinesProps extends LineGroup {
	/** The tokens of the first lines, as far as they are known. */
	readonly lines: readonly CodeLine[];
	readonly isLong: boolean;
}

/** The space that a group takes while the browser skips it. */
type LinesStyle = CSSProperties & { readonly "--_lines": number };

const CodeLines = memo(function CodeLines({ text, lineCount, lines, isLong }: CodeLinesProps) {
	const ref = useRef<HTMLSpanElement>(null);
	const isColored = useWasInSight(ref, isLong);
	const style: LinesStyle | undefined = isLong ? { "--_lines": lineCount } : undefined;
	return (
		<span ref={ref} className="wsc-code-lines" data-long={isLong || undefined} style={style}>
			{isColored && lines.length > 0 ? <ColoredLines text={text} lines={lines} /> : <span>{text}</span>}
		</span>
	);
}, isSameGroup);

function isSameGroup(before: CodeLinesProps, after: CodeLinesProps): boolean {
	if (before.text !== after.text || before.isLong !== after.isLong || before.lines.length !== after.lines.length)
		return false;
	return before.lines.every((line, index) => line === after.lines[index]);
}

function ColoredLines({ text, lines }: Pick<CodeLinesProps, "text" | "lines">) {
	const rest = text.split("\n").slice(lines.length);
	return (
		<>
			{lines.map((line, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their position
				<HighlightedLine key={index} line={line} isFirst={index === 0} />
			))}
			{rest.length > 0 && <span>{`\n${rest.join("\n")}`}</span>}
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

// Code may be tokenized as a whole again, and its earlier lines come out the same.
function isSameLine({ line: before }: HighlightedLineProps, { line: after }: HighlightedLineProps): boolean {
	if (before === after) return true;
	return before.length === after.length && before.every((token, index) => isSameToken(token, after[index]));
}

function isSameToken(some: CodeLine[number], other: CodeLine[number] | undefined): boolean {
	return some.text === other?.text && some.kind === other.kind;
}
