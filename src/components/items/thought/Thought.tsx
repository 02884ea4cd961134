"use client";
import type { ThoughtItem } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { LazyMarkdown } from "../../content/lazyContent.tsx";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { Fold } from "../../primitives/Fold.tsx";
import { Icon } from "../../primitives/Icon.tsx";
import { LoadFullItem } from "../../primitives/LoadFullItem.tsx";
import { partClassName } from "../../primitives/partStyle.ts";
import { useComponents } from "../../slots/ComponentsProvider.tsx";
import type { ThoughtProps } from "../../slots/partProps.ts";

/**
 * A thought of the agent, folded, with its duration.
 *
 * Data attributes: `data-open` while the agent is thinking.
 */
export function Thought({ item, className }: ThoughtProps) {
	const labels = useLabels();
	const took = item.endedAt === null ? null : labels.duration(item.endedAt - item.createdAt);
	const summary = (
		<>
			<Icon name="think" />
			<span className="wsc-row-title">{item.open ? labels.thinking : labels.thought(took)}</span>
		</>
	);
	return (
		<div className={partClassName("wsc-thought", className)} data-open={item.open || undefined}>
			<Fold id={item.id} summary={summary}>
				<div className="wsc-thought-text" dir="auto">
					<LazyMarkdown text={item.text} streaming={item.open} />
					<LoadFullItem item={item} />
				</div>
			</Fold>
		</div>
	);
}

function ThoughtView({ item }: ItemViewProps<ThoughtItem>) {
	const { Thought: Part = Thought } = useComponents();
	return <Part item={item} />;
}

export const thoughtKind: ItemKind<ThoughtItem> = {
	View: ThoughtView,
	name: ({ text }) => text,
	estimateHeight: () => 36,
	isFromAgent: true,
};
