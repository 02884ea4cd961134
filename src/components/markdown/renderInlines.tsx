"use client";
import type { ReactNode } from "react";
import { MarkdownFootnoteReference } from "./MarkdownFootnoteReference.tsx";
import { MarkdownImage } from "./MarkdownImage.tsx";
import { MarkdownLink } from "./MarkdownLink.tsx";
import { MarkdownMath } from "./MarkdownMath.tsx";
import type { MarkdownInline, MarkdownLine } from "./markdownNode.ts";

const MARKS = { strong: "strong", emphasis: "em", strike: "del" } as const;

/** The pieces of a line of text. A function and no component: there are thousands of them in a long answer. */
export function renderInlines(line: MarkdownLine): ReactNode {
	const [only] = line;
	return line.length === 1 && only?.type === "text" ? only.text : line.map(renderInline);
}

function renderInline(node: MarkdownInline, key: number): ReactNode {
	switch (node.type) {
		case "text":
			return node.text;
		case "code":
			return (
				<code key={key} className="wsc-markdown-code">
					{node.text}
				</code>
			);
		case "strong":
		case "emphasis":
		case "strike": {
			const Mark = MARKS[node.type];
			return (
				<Mark key={key} className={`wsc-markdown-${node.type}`}>
					{renderInlines(node.children)}
				</Mark>
			);
		}
		case "link":
			return (
				<MarkdownLink key={key} href={node.href}>
					{renderInlines(node.children)}
				</MarkdownLink>
			);
		case "image":
			return <MarkdownImage key={key} source={node.source} alt={node.alt} />;
		case "footnote_reference":
			return <MarkdownFootnoteReference key={key} label={node.label} />;
		case "math":
			return <MarkdownMath key={key} text={node.text} display={node.display} />;
		case "break":
			return <br key={key} />;
	}
}
