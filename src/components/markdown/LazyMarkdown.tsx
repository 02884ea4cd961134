"use client";
import { createLazyPart } from "../primitives/lazyPart.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import type { MarkdownProps } from "./Markdown.tsx";

const UnparsedMarkdown = ({ text, streaming }: MarkdownProps) => (
	<div className={partClassName("wsc-prompt-text")} data-open={streaming || undefined}>
		{text}
	</div>
);

/**
 * `<Markdown>`, fetched while the workspace connects: the timeline waits for it, so that no text changes its looks.
 * Where it cannot be fetched the text stands there as it was written.
 */
export const LazyMarkdown = createLazyPart(async () => (await import("./Markdown.tsx")).Markdown, UnparsedMarkdown);
