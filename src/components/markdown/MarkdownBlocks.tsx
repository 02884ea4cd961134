"use client";
import { memo } from "react";
import type { MarkdownBlock } from "./parseBlock.ts";
import { renderNodes } from "./renderNodes.tsx";

export interface MarkdownBlockGroupProps {
	readonly blocks: readonly MarkdownBlock[];
}

/** Blocks one under the other. They render again only when the reader hands out others, and so does each of them. */
export const MarkdownBlockGroup = memo(function MarkdownBlocks({ blocks }: MarkdownBlockGroupProps) {
	// Blocks are only ever added at the end: the place of one is its identity.
	// biome-ignore lint/suspicious/noArrayIndexKey: see above
	return blocks.map((block, index) => <MarkdownBlockView key={index} block={block} />);
});

const MarkdownBlockView = memo(function MarkdownBlockView({ block }: { readonly block: MarkdownBlock }) {
	return renderNodes(block.nodes, block.open);
});
