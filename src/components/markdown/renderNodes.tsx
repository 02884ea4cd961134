"use client";
import { Fragment, type ReactNode } from "react";
import { MarkdownCodeBlock } from "./MarkdownCodeBlock.tsx";
import { MarkdownFootnote } from "./MarkdownFootnote.tsx";
import { MarkdownHeading } from "./MarkdownHeading.tsx";
import { MarkdownList } from "./MarkdownList.tsx";
import { MarkdownTable } from "./MarkdownTable.tsx";
import type { MarkdownNode } from "./markdownNode.ts";
import { renderInlines } from "./renderInlines.tsx";

/** Nodes one under the other. Of an open block only the last node is still open. */
export function renderNodes(nodes: readonly MarkdownNode[], open: boolean): ReactNode {
	return nodes.map((node, index) => renderNode(node, index, open && index === nodes.length - 1));
}

function renderNode(node: MarkdownNode, key: number, open: boolean): ReactNode {
	switch (node.type) {
		case "paragraph":
			return (
				<p key={key} className="wsc-markdown-paragraph" dir="auto">
					{renderInlines(node.children)}
				</p>
			);
		case "line":
			return <Fragment key={key}>{renderInlines(node.children)}</Fragment>;
		case "heading":
			return <MarkdownHeading key={key} depth={node.depth} line={node.children} />;
		case "code_block":
			return <MarkdownCodeBlock key={key} text={node.text} language={node.language} streaming={open} />;
		case "quote":
			return (
				<blockquote key={key} className="wsc-markdown-quote" dir="auto">
					{renderNodes(node.children, open)}
				</blockquote>
			);
		case "list":
			return <MarkdownList key={key} list={node} open={open} renderNodes={renderNodes} />;
		case "table":
			return <MarkdownTable key={key} table={node} />;
		case "footnote":
			return (
				<MarkdownFootnote key={key} label={node.label}>
					{renderNodes(node.children, open)}
				</MarkdownFootnote>
			);
		case "rule":
			return <hr key={key} className="wsc-markdown-rule" />;
	}
}
