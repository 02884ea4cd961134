"use client";

import type { DiffViewProps } from "../diff/DiffView.tsx";
import type { MarkdownProps } from "../markdown/Markdown.tsx";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { createLazyPart, type PlainForm } from "../primitives/lazyPart.tsx";
import { Preformatted } from "../primitives/Preformatted.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import type { TerminalOutputProps } from "../terminal-output/TerminalOutput.tsx";
import { resourceTitle } from "./contentText.ts";
import type { ResourceViewProps } from "./ResourceView.tsx";

const PlainMarkdown: PlainForm<MarkdownProps> = ({ text, streaming }) => (
	<div className={partClassName("wsc-prompt-text")} data-open={streaming || undefined}>
		{text}
	</div>
);

/** `<Markdown>`. The timeline waits for it, so that no text changes its look. Its plain form is the source. */
export const LazyMarkdown = createLazyPart(
	async () => (await import("../markdown/Markdown.tsx")).Markdown,
	PlainMarkdown,
);

const PlainDiff: PlainForm<DiffViewProps> = ({ newText, isLoading }) => (
	<Preformatted text={newText} isFocusable={!isLoading} />
);

/** `<DiffView>`. Its plain form is the new text. */
export const LazyDiffView = createLazyPart(async () => (await import("../diff/DiffView.tsx")).DiffView, PlainDiff);

const PlainTerminalOutput: PlainForm<TerminalOutputProps> = ({ text, isLoading }) => (
	<Preformatted text={text} isFocusable={!isLoading} />
);

/** `<TerminalOutput>`. Its plain form is the text. */
export const LazyTerminalOutput = createLazyPart(
	async () => (await import("../terminal-output/TerminalOutput.tsx")).TerminalOutput,
	PlainTerminalOutput,
);

const PlainResource: PlainForm<ResourceViewProps> = ({ resource }) => (
	<span className="wsc-chip">{revealDirectionOverrides(resourceTitle(resource))}</span>
);

/** `<ResourceView>`. Its plain form is the resource's name. */
export const LazyResourceView = createLazyPart(
	async () => (await import("./ResourceView.tsx")).ResourceView,
	PlainResource,
);
