"use client";
import { useContext } from "react";
import { MarkdownContext, type MarkdownMathProps } from "./MarkdownContext.ts";
import { OrAsWritten } from "./OrAsWritten.tsx";

/** A formula, by the host's component for it. */
export function MarkdownMath({ text, display }: MarkdownMathProps) {
	const { math: Formula } = useContext(MarkdownContext);
	const written = <code className="wsc-markdown-code">{text}</code>;
	if (!Formula) return written;
	return (
		<OrAsWritten source={text} written={written}>
			<Formula text={text} display={display} />
		</OrAsWritten>
	);
}
