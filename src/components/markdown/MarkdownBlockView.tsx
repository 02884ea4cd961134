"use client";
import { memo } from "react";
import { MarkdownNodes } from "./MarkdownNodes.tsx";
import type { MarkdownBlock } from "./parseBlock.ts";

/** A block of Markdown. It renders again only when the reader hands out another block. */
export const MarkdownBlockView = memo(function MarkdownBlockView({ block }: { readonly block: MarkdownBlock }) {
	return <MarkdownNodes nodes={block.nodes} open={block.open} />;
});
