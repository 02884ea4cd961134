"use client";
import { memo } from "react";
import type { MarkdownBlock } from "./parseBlock.ts";
import { renderNodes } from "./renderNodes.tsx";

/** A block of Markdown. It renders again only when the reader hands out another block. */
export const MarkdownBlockView = memo(function MarkdownBlockView({ block }: { readonly block: MarkdownBlock }) {
	return renderNodes(block.nodes, block.open);
});
