"use client";
import { memo } from "react";
import { MarkdownBlockView } from "./MarkdownBlockView.tsx";
import type { MarkdownBlock } from "./parseBlock.ts";

export interface MarkdownBlocksProps {
	readonly blocks: readonly MarkdownBlock[];
}

/** React goes through all children of what renders again, so the blocks of a long text are its grandchildren. */
const GROUP = 16;

/** Blocks one under the other. Appending one costs no more in a long text than in a short one. */
export function MarkdownBlocks({ blocks }: MarkdownBlocksProps) {
	const groups = Array.from({ length: Math.ceil(blocks.length / GROUP) }, (_, index) =>
		blocks.slice(index * GROUP, (index + 1) * GROUP),
	);
	// Blocks are only ever added at the end: the place of one is its identity.
	// biome-ignore lint/suspicious/noArrayIndexKey: see above
	return groups.map((group, index) => <MarkdownBlockGroup key={index} blocks={group} />);
}

const MarkdownBlockGroup = memo(
	function MarkdownBlockGroup({ blocks }: MarkdownBlocksProps) {
		// biome-ignore lint/suspicious/noArrayIndexKey: as above
		return blocks.map((block, index) => <MarkdownBlockView key={index} block={block} />);
	},
	({ blocks: before }, { blocks: after }) =>
		before.length === after.length && before.every((block, index) => block === after[index]),
);
