"use client";
import { selectAgentOf } from "../../../core/state/selectors.ts";
import type { MessageItem } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceSelector } from "../../../react/store.tsx";
import { ContentBlockView } from "../../content/ContentBlockView.tsx";
import { LazyMarkdown } from "../../content/lazyContent.tsx";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { LoadFullItem } from "../../primitives/LoadFullItem.tsx";
import { partClassName } from "../../primitives/partStyle.ts";
import { useComponents } from "../../slots/ComponentsProvider.tsx";
import type { MessageProps } from "../../slots/partProps.ts";

/**
 * A message of the agent, which grows while it streams.
 *
 * Data attributes: `data-open` while it streams.
 */
export function Message({ item, className }: MessageProps) {
	const labels = useLabels();
	const agent = useOptionalWorkspaceSelector(selectAgentOf(item));
	return (
		<article
			className={partClassName("wsc-message", className)}
			data-open={item.open || undefined}
			// The timeline is a log, which would announce every word as it streams.
			aria-busy={item.open || undefined}
			aria-label={labels.answerBy(agent ? labels.agentName(agent) : null)}
			tabIndex={-1}
			dir="auto"
		>
			{item.text !== "" && <LazyMarkdown text={item.text} streaming={item.open} />}
			{item.blocks.map((block, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: blocks are only appended.
				<ContentBlockView key={index} id={`${item.id}/${index}`} block={block} />
			))}
			<LoadFullItem item={item} />
		</article>
	);
}

function MessageView({ item }: ItemViewProps<MessageItem>) {
	const { Message: Part = Message } = useComponents();
	return <Part item={item} />;
}

export const messageKind: ItemKind<MessageItem> = {
	View: MessageView,
	name: ({ text }) => text,
	estimateHeight: () => 160,
	isFromAgent: true,
};
