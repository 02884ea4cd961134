"use client";
import { memo } from "react";
import { CodeTokenView } from "./CodeTokenView.tsx";
import type { CodeLine } from "./codeKind.ts";
import type { LanguageName } from "./languages.ts";
import { useHighlight } from "./useHighlight.ts";

export interface HighlightedTextProps {
	readonly text: string;
	readonly language: LanguageName | undefined;
	/** Whether more may come: then its complete lines have colours, and the last one when it ends. */
	readonly open?: boolean | undefined;
}

/** Code with the colours of its language, to stand in a `<pre>`. Plain until they are there. */
export function HighlightedText({ text, language, open = false }: HighlightedTextProps) {
	const complete = open ? text.slice(0, Math.max(text.lastIndexOf("\n"), 0)) : text;
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
