"use client";

import { Component, type ReactNode, useContext } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { HighlightedText } from "../highlight/HighlightedText.tsx";
import { findLanguage } from "../highlight/languages.ts";
import { CopyButton } from "../primitives/CopyButton.tsx";
import { type MarkdownCodeProps, MarkdownContext, type RenderCode } from "./MarkdownProvider.tsx";

interface SourceFallbackProps {
	/** The text that the children show. When it changes, they are rendered again. */
	readonly source: string;
	readonly fallback: ReactNode;
	/** A component of the host. */
	readonly children: ReactNode;
}

/** Catches what a component of the host throws, and shows the source instead. */
export class SourceFallback extends Component<SourceFallbackProps, { readonly failed: boolean }> {
	override state = { failed: false };

	static getDerivedStateFromError() {
		return { failed: true };
	}

	override componentDidUpdate(before: SourceFallbackProps) {
		if (before.source !== this.props.source && this.state.failed) this.setState({ failed: false });
	}

	override render() {
		return this.state.failed ? this.props.fallback : this.props.children;
	}
}

const renderHighlighted: RenderCode = ({ text, language, streaming }) => (
	<HighlightedText text={text} language={findLanguage(language)} streaming={streaming} />
);

/** Code with its language and a copy button. */
function CodeBlock({ text, language, streaming }: MarkdownCodeProps) {
	const { renderCode = renderHighlighted } = useContext(MarkdownContext);
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
			<pre className="wsc-code-block-text" tabIndex={0} translate="no">
				<code className="wsc-code-block-code">{renderCode({ text, language, streaming })}</code>
			</pre>
		</figure>
	);
}

/** A code block, rendered by the host's component for its language if there is one. */
export function MarkdownCodeBlock(code: MarkdownCodeProps) {
	const { code: components } = useContext(MarkdownContext);
	const block = <CodeBlock {...code} />;
	const HostBlock = Object.hasOwn(components, code.language) ? components[code.language] : undefined;
	if (!HostBlock) return block;
	return (
		<SourceFallback source={code.text} fallback={block}>
			<HostBlock {...code} />
		</SourceFallback>
	);
}
