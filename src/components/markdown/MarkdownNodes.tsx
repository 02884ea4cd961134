"use client";
import type { ReactNode } from "react";
import { MarkdownCodeBlock } from "./MarkdownCodeBlock.tsx";
import { MarkdownFootnote } from "./MarkdownFootnote.tsx";
import { MarkdownHeading } from "./MarkdownHeading.tsx";
import { MarkdownInlines } from "./MarkdownInlines.tsx";
import { MarkdownList } from "./MarkdownList.tsx";
import { MarkdownTable } from "./MarkdownTable.tsx";
import type { MarkdownNode } from "./markdownNode.ts";

export interface MarkdownNodesProps {
	readonly nodes: readonly MarkdownNode[];
	readonly open: boolean;
}

/** Nodes one under the other. Of an open block only the last node is still open. */
export function MarkdownNodes({ nodes, open }: MarkdownNodesProps) {
	return nodes.map((node, index) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: nodes have no identity but their place
		<MarkdownNodeView key={index} node={node} open={open && index === nodes.length - 1} />
	));
}

function renderNodes(nodes: readonly MarkdownNode[], open: boolean): ReactNode {
	return <MarkdownNodes nodes={nodes} open={open} />;
}

function MarkdownNodeView({ node, open }: { readonly node: MarkdownNode; readonly open: boolean }) {
	switch (node.type) {
		case "paragraph":
			return (
				<p className="wsc-markdown-paragraph" dir="auto">
					<MarkdownInlines nodes={node.children} />
				</p>
			);
		case "line":
			return <MarkdownInlines nodes={node.children} />;
		case "heading":
			return <MarkdownHeading depth={node.depth} line={node.children} />;
		case "code_block":
			return <MarkdownCodeBlock text={node.text} language={node.language} open={open} />;
		case "quote":
			return (
				<blockquote className="wsc-markdown-quote" dir="auto">
					<MarkdownNodes nodes={node.children} open={open} />
				</blockquote>
			);
		case "list":
			return <MarkdownList list={node} open={open} renderNodes={renderNodes} />;
		case "table":
			return <MarkdownTable table={node} />;
		case "footnote":
			return (
				<MarkdownFootnote label={node.label}>
					<MarkdownNodes nodes={node.children} open={open} />
				</MarkdownFootnote>
			);
		case "rule":
			return <hr className="wsc-markdown-rule" />;
	}
}
