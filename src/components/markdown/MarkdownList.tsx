"use client";
import { MarkdownItem, type RenderNodes } from "./MarkdownItem.tsx";
import type { MarkdownNode } from "./markdownNode.ts";

export interface MarkdownListProps {
	readonly list: Extract<MarkdownNode, { type: "list" }>;
	readonly open: boolean;
	readonly renderNodes: RenderNodes;
}

/** A list, numbered or not. Lists of tasks show a box instead of a bullet. */
export function MarkdownList({ list, open, renderNodes }: MarkdownListProps) {
	const last = list.items.length - 1;
	const items = list.items.map((item, index) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their place
		<MarkdownItem key={index} item={item} open={open && index === last} renderNodes={renderNodes} />
	));
	if (list.start === undefined)
		return (
			<ul className="wsc-markdown-list" dir="auto">
				{items}
			</ul>
		);
	return (
		<ol className="wsc-markdown-list" data-numbered start={list.start} dir="auto">
			{items}
		</ol>
	);
}
