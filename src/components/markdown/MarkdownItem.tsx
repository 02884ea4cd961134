"use client";
import { memo, type ReactNode } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import type { MarkdownListItem, MarkdownNode } from "./markdownNode.ts";
import { mayUseReferences } from "./mayRefer.ts";

/** Renders what is nested in an item. Handed down, because it renders lists too. */
export type RenderNodes = (nodes: readonly MarkdownNode[], open: boolean) => ReactNode;

export interface MarkdownItemProps {
	readonly item: MarkdownListItem;
	readonly open: boolean;
	readonly renderNodes: RenderNodes;
}

/** An item of a list. */
export const MarkdownItem = memo(function MarkdownItem({ item, open, renderNodes }: MarkdownItemProps) {
	return (
		<li
			className="wsc-markdown-item"
			data-task={item.checked !== undefined || undefined}
			data-loose={item.loose || undefined}
		>
			{item.checked === undefined ? null : <TaskBox checked={item.checked} />}
			{renderNodes(item.children, open)}
		</li>
	);
}, isSameItem);

function TaskBox({ checked }: { readonly checked: boolean }) {
	const { taskDone, taskToDo } = useLabels();
	return (
		<span
			className="wsc-markdown-task"
			data-done={checked || undefined}
			role="img"
			aria-label={checked ? taskDone : taskToDo}
		/>
	);
}

// A list is parsed whole while it grows; items written alike need not be rendered again.
function isSameItem(before: MarkdownItemProps, after: MarkdownItemProps): boolean {
	if (before.open || after.open || mayUseReferences(after.item.source)) return false;
	return before.item.source === after.item.source && before.item.loose === after.item.loose;
}
