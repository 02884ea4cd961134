"use client";
import { MarkdownFootnoteReference } from "./MarkdownFootnoteReference.tsx";
import { MarkdownImage } from "./MarkdownImage.tsx";
import { MarkdownLink } from "./MarkdownLink.tsx";
import { MarkdownMath } from "./MarkdownMath.tsx";
import type { MarkdownInline } from "./markdownNode.ts";

/** Pieces of a line of text. */
export function MarkdownInlines({ nodes }: { readonly nodes: readonly MarkdownInline[] }) {
	// biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
	return nodes.map((node, index) => <MarkdownInlineView key={index} node={node} />);
}

function MarkdownInlineView({ node }: { readonly node: MarkdownInline }) {
	switch (node.type) {
		case "text":
			return node.text;
		case "code":
			return <code className="wsc-markdown-code">{node.text}</code>;
		case "strong":
			return (
				<strong className="wsc-markdown-strong">
					<MarkdownInlines nodes={node.children} />
				</strong>
			);
		case "emphasis":
			return (
				<em className="wsc-markdown-emphasis">
					<MarkdownInlines nodes={node.children} />
				</em>
			);
		case "strike":
			return (
				<del className="wsc-markdown-strike">
					<MarkdownInlines nodes={node.children} />
				</del>
			);
		case "link":
			return (
				<MarkdownLink href={node.href}>
					<MarkdownInlines nodes={node.children} />
				</MarkdownLink>
			);
		case "image":
			return <MarkdownImage source={node.source} alt={node.alt} />;
		case "footnote_reference":
			return <MarkdownFootnoteReference label={node.label} />;
		case "math":
			return <MarkdownMath text={node.text} display={node.display} />;
		case "break":
			return <br />;
	}
}
