"use client";
import type { ContentBlock } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { JsonFold } from "../primitives/JsonFold.tsx";
import { LazyMarkdown, LazyResourceView } from "./lazyContent.tsx";
import { MediaView } from "./MediaView.tsx";

interface ContentBlockViewProps {
	/** What the reader's choices are kept under. */
	readonly id: string;
	readonly block: ContentBlock;
}

/** Content of any type that ACP knows; what it does not know is shown folded. */
export function ContentBlockView({ id, block }: ContentBlockViewProps) {
	const labels = useLabels();
	switch (block.type) {
		case "text":
			return <LazyMarkdown text={block.text} streaming={false} />;
		case "image":
		case "audio":
			return <MediaView kind={block.type} mimeType={block.mimeType} data={block.data} />;
		case "resource_link":
		case "resource":
			return <LazyResourceView id={id} resource={block} />;
		case "unknown":
			return <JsonFold id={id} title={labels.content.unknown} value={block.value} />;
	}
}
