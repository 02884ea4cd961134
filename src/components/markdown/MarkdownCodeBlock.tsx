"use client";
import { useContext } from "react";
import { CodeBlock } from "./CodeBlock.tsx";
import { type MarkdownCode, MarkdownContext } from "./MarkdownContext.ts";
import { OrAsWritten } from "./OrAsWritten.tsx";

/** A code block, by the host's component for its language or as code. */
export function MarkdownCodeBlock(code: MarkdownCode) {
	const { code: components } = useContext(MarkdownContext);
	const written = <CodeBlock {...code} />;
	const Shown = Object.hasOwn(components, code.language) ? components[code.language] : undefined;
	if (!Shown) return written;
	return (
		<OrAsWritten source={code.text} written={written}>
			<Shown {...code} />
		</OrAsWritten>
	);
}
