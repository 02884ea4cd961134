"use client";
import type { ReactNode } from "react";
import { selectAgentOf } from "../../../core/state/selectors.ts";
import type { MessageItem } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceSelector } from "../../../react/store.tsx";
import { ContentBlockView } from "../../content/ContentBlockView.tsx";
import { LazyItemMarkdown, LazyMarkdown } from "../../content/lazyContent.tsx";
import { CurrentItem } from "../../item-kind/CurrentItem.tsx";
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
	const text = <LazyMarkdown text={item.text} streaming={item.open} />;
	return <MessageArticle item={item} text={text} className={className} />;
}

interface MessageArticleProps extends MessageProps {
	/** Shows the text of the item. */
	readonly text: ReactNode;
}

function MessageArticle({ item, text, className }: MessageArticleProps) {
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
			{item.text !== "" && text}
			{item.blocks.map((block, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: blocks are only appended.
				<ContentBlockView key={index} id={`${item.id}/${index}`} block={block} />
			))}
			<LoadFullItem item={item} />
		</article>
	);
}

function MessageView({ item, followsText = false }: ItemViewProps<MessageItem>) {
	const { Message: Part } = useComponents();
	if (Part) return followsText ? <CurrentItem item={item} Part={Part} /> : <Part item={item} />;
	if (!followsText) return <Message item={item} />;
	return <MessageArticle item={item} text={<LazyItemMarkdown item={item} />} />;
}

export const messageKind: ItemKind<MessageItem> = {
	View: MessageView,
	name: ({ text }) => text,
	estimateHeight: () => 160,
	isFromAgent: true,
};
