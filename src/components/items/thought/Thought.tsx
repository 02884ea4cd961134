"use client";
import type { ReactNode } from "react";
import type { ThoughtItem } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { LazyItemMarkdown, LazyMarkdown } from "../../content/lazyContent.tsx";
import { CurrentItem } from "../../item-kind/CurrentItem.tsx";
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
	return (
		<FoldedThought item={item} text={<LazyMarkdown text={item.text} streaming={item.open} />} className={className} />
	);
}

interface FoldedThoughtProps extends ThoughtProps {
	/** Shows the text of the item. */
	readonly text: ReactNode;
}

function FoldedThought({ item, text, className }: FoldedThoughtProps) {
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
					{text}
					<LoadFullItem item={item} />
				</div>
			</Fold>
		</div>
	);
}

function ThoughtView({ item, followsText = false }: ItemViewProps<ThoughtItem>) {
	const { Thought: Part } = useComponents();
	if (Part) return followsText ? <CurrentItem item={item} Part={Part} /> : <Part item={item} />;
	if (!followsText) return <Thought item={item} />;
	return <FoldedThought item={item} text={<LazyItemMarkdown item={item} />} />;
}

export const thoughtKind: ItemKind<ThoughtItem> = {
	View: ThoughtView,
	name: ({ text }) => text,
	estimateHeight: () => 36,
	isFromAgent: true,
};
