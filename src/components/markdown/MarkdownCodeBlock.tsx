"use client";
import { useContext } from "react";
import { CodeBlock } from "./CodeBlock.tsx";
import { type MarkdownCodeProps, MarkdownContext } from "./MarkdownContext.ts";
import { SourceFallback } from "./OrAsWritten.tsx";

/** A code block, by the host's component for its language or as code. */
export function MarkdownCodeBlock(code: MarkdownCodeProps) {
	const { code: components } = useContext(MarkdownContext);
	const written = <CodeBlock {...code} />;
	const Shown = Object.hasOwn(components, code.language) ? components[code.language] : undefined;
	if (!Shown) return written;
	return (
		<SourceFallback source={code.text} fallback={written}>
			<Shown {...code} />
		</SourceFallback>
	);
}
