"use client";

import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useWorkspaceSelector } from "../../../react/store.tsx";
import { isOpenItem } from "../../../rules/items.ts";
import { nestedFoldId } from "../../item-kind/nestedItems.ts";
import { useFold } from "../../primitives/Fold.tsx";
import { Icon } from "../../primitives/Icon.tsx";

interface NestedItemsProps {
	/** The call that started the subagent. */
	readonly callItemId: string;
	readonly nestedIds: readonly string[];
}

/**
 * What the subagent of a call did, in one line: how many calls it has made, and whether it is still at work. It unfolds to
 * the rows that follow.
 *
 * Data attributes: `data-open`, and `data-running` while the subagent is at work.
 */
export function NestedItems({ callItemId, nestedIds }: NestedItemsProps) {
	const labels = useLabels();
	const [open, toggle] = useFold(nestedFoldId(callItemId));
	const isRunning = useWorkspaceSelector(({ items }) =>
		[callItemId, ...nestedIds].some((id) => {
			const item = items.get(id);
			return item !== undefined && isOpenItem(item);
		}),
	);
	const calls = useWorkspaceSelector(
		({ items }) => nestedIds.filter((id) => items.get(id)?.kind === "tool_call").length,
	);
	return (
		<button
			type="button"
			className="wsc-nested"
			aria-expanded={open}
			data-open={open || undefined}
			data-running={isRunning || undefined}
			onClick={toggle}
		>
			<Icon name="expand" className="wsc-nested-mark" />
			<span>{labels.nestedCalls(calls, isRunning)}</span>
		</button>
	);
}
