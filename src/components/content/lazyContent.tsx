"use client";

import { isStreamedItem } from "../../core/state/selectors.ts";
import { useTimelineItem } from "../../react/state.ts";
import type { DiffViewProps } from "../diff/DiffView.tsx";
import type { ItemMarkdownProps } from "../markdown/ItemMarkdown.tsx";
import type { MarkdownProps } from "../markdown/Markdown.tsx";
import type { WholeMarkdownProps } from "../markdown/WholeMarkdown.tsx";
import { createLazyPart, type PlainForm } from "../primitives/lazyPart.tsx";
import { Preformatted } from "../primitives/Preformatted.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import type { TerminalOutputProps } from "../terminal-output/TerminalOutput.tsx";

const PlainMarkdown: PlainForm<MarkdownProps> = ({ text, streaming }) => (
	<div className={partClassName("wsc-prompt-text")} data-open={streaming || undefined}>
		{text}
	</div>
);

/** `<Markdown>`. The timeline waits a moment for it, so that texts rarely change their look. Its plain form is the source. */
export const LazyMarkdown = createLazyPart(
	async () => (await import("../markdown/Markdown.tsx")).Markdown,
	PlainMarkdown,
);

const PlainItemMarkdown: PlainForm<ItemMarkdownProps> = ({ item }) => {
	const current = useTimelineItem(item.id);
	const { text, open } = isStreamedItem(current) ? current : item;
	return <PlainMarkdown text={text} streaming={open} />;
};

/** `<ItemMarkdown>`, in the same file for bundlers as `<Markdown>`. Its plain form is the source. */
export const LazyItemMarkdown = createLazyPart(
	async () => (await import("../markdown/ItemMarkdown.tsx")).ItemMarkdown,
	PlainItemMarkdown,
);

const PlainWholeMarkdown: PlainForm<WholeMarkdownProps> = ({ children }) => children;

/** `<WholeMarkdown>`. Its plain form is the source that it is given. */
export const LazyWholeMarkdown = createLazyPart(
	async () => (await import("../markdown/WholeMarkdown.tsx")).WholeMarkdown,
	PlainWholeMarkdown,
);

const PlainDiff: PlainForm<DiffViewProps> = ({ newText, oldText, isLoading }) => (
	<Preformatted text={newText ?? oldText ?? ""} isFocusable={!isLoading} />
);

/** `<DiffView>`. Its plain form is the new text, or that of a deleted file. */
export const LazyDiffView = createLazyPart(async () => (await import("../diff/DiffView.tsx")).DiffView, PlainDiff);

const PlainTerminalOutput: PlainForm<TerminalOutputProps> = ({ text, isLoading }) => (
	<Preformatted text={text} isFocusable={!isLoading} />
);

/** `<TerminalOutput>`. Its plain form is the text. */
export const LazyTerminalOutput = createLazyPart(
	async () => (await import("../terminal-output/TerminalOutput.tsx")).TerminalOutput,
	PlainTerminalOutput,
);
