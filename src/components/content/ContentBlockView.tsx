"use client";
import type { ContentBlock } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { LazyMarkdown } from "../markdown/LazyMarkdown.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { JsonFold } from "./JsonFold.tsx";
import { ResourceView } from "./ResourceView.tsx";

export interface ContentBlockViewProps {
	/** What the reader's choices are kept under. */
	readonly id: string;
	readonly block: ContentBlock;
}

const SAFE_IMAGE = /^image\/(png|jpeg|gif|webp|avif)$/;

/** Content of any type that ACP knows; what it does not know is shown folded. */
export function ContentBlockView({ id, block }: ContentBlockViewProps) {
	const labels = useLabels();
	switch (block.type) {
		case "text":
			return <LazyMarkdown text={block.text} open={false} />;
		case "image":
			if (!SAFE_IMAGE.test(block.mimeType))
				return <p className="wsc-chip">{`${labels.content.image}: ${revealDirectionOverrides(block.mimeType)}`}</p>;
			return (
				<img className="wsc-image" src={`data:${block.mimeType};base64,${block.data}`} alt={labels.content.image} />
			);
		case "audio":
			return (
				// biome-ignore lint/a11y/useMediaCaption: an agent sends none.
				<audio
					className="wsc-audio"
					controls
					src={`data:${block.mimeType};base64,${block.data}`}
					aria-label={labels.content.audio}
				/>
			);
		case "resource_link":
		case "resource":
			return <ResourceView id={id} resource={block} />;
		case "unknown":
			return <JsonFold id={id} title={labels.content.unknown} value={block.value} />;
	}
}
