"use client";

import { useContext } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { CopyButton } from "../primitives/CopyButton.tsx";
import { type MarkdownCodeProps, MarkdownContext, SourceFallback } from "./MarkdownProvider.tsx";

interface CodeBlockProps {
	readonly text: string;
	readonly language: string;
	readonly streaming: boolean;
}

/** Code on lines of its own, with its language and a button that copies it. */
function CodeBlock({ text, language, streaming }: CodeBlockProps) {
	const { renderCode } = useContext(MarkdownContext);
	const labels = useLabels();
	return (
		<figure
			className="wsc-code-block"
			aria-label={labels.code(language)}
			data-language={language || undefined}
			dir="ltr"
		>
			<figcaption className="wsc-code-block-bar">
				<span className="wsc-code-block-language">{language}</span>
				<CopyButton text={text} />
			</figcaption>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
			<pre className="wsc-code-block-text" tabIndex={0}>
				<code className="wsc-code-block-code">{renderCode({ text, language, streaming })}</code>
			</pre>
		</figure>
	);
}

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
