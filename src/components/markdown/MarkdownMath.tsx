"use client";
import { useContext } from "react";
import { MarkdownContext, type MarkdownMathProps } from "./MarkdownContext.ts";
import { SourceFallback } from "./OrAsWritten.tsx";

/** A formula, by the host's component for it. */
export function MarkdownMath({ text, display }: MarkdownMathProps) {
	const { math: Formula } = useContext(MarkdownContext);
	const written = <code className="wsc-markdown-code">{text}</code>;
	if (!Formula) return written;
	return (
		<SourceFallback source={text} fallback={written}>
			<Formula text={text} display={display} />
		</SourceFallback>
	);
}
