"use client";
import type { ContentBlock } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { JsonFold } from "../primitives/Fold.tsx";
import { LazyMarkdown } from "./lazyContent.tsx";
import { MediaView } from "./MediaView.tsx";
import { ResourceView } from "./ResourceView.tsx";

interface ContentBlockViewProps {
	/** The key that the user's choices are stored under. */
	readonly id: string;
	readonly block: ContentBlock;
}

/** A content block of any type of ACP. Unknown types are shown as folded JSON. */
export function ContentBlockView({ id, block }: ContentBlockViewProps) {
	const labels = useLabels();
	switch (block.type) {
		case "text":
			return <LazyMarkdown text={block.text} streaming={false} />;
		case "image":
		case "audio":
			return <MediaView kind={block.type} mimeType={block.mimeType} data={block.data} stored={block.stored} />;
		case "resource_link":
		case "resource":
			return <ResourceView id={id} resource={block} />;
		case "unknown":
			return <JsonFold id={id} title={labels.content.unknown} value={block.value} />;
	}
}
