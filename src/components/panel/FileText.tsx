"use client";
import { type CSSProperties, useEffect, useMemo, useRef } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import type { FileState } from "../../react/useFile.ts";
import { ActionError } from "../fault/CommandFault.tsx";
import { HighlightedText } from "../highlight/HighlightedText.tsx";
import { findLanguageByPath } from "../highlight/languageNames.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import type { FileLocation } from "./PanelContext.ts";

interface FileTextProps {
	readonly file: FileState;
	readonly location: FileLocation;
	readonly label: string;
}

/** Of the stylesheet: all lines are as high as each other, since none is broken. */
const LINE_HEIGHT_PX = 20;

/** The text of a file with its line numbers, as far as it was loaded; at least to the line that was asked for. */
export function FileText({ file, location, label }: FileTextProps) {
	const labels = useLabels();
	const { pages, hasMore, loadMore, loadingMore, loadMoreError } = file;
	const text = useMemo(() => revealDirectionOverrides(pages.map((page) => page.text).join("")), [pages]);
	const count = useMemo(() => text.replace(/\n$/, "").split("\n").length, [text]);
	const numbers = useMemo(() => Array.from({ length: count }, (_, index) => index + 1).join("\n"), [count]);
	const { line } = location;
	const isLoaded = line === undefined || line <= count;
	const box = useRef<HTMLDivElement>(null);

	useEffect(() => {
		if (!isLoaded && hasMore && !loadingMore && !loadMoreError) loadMore();
	});
	// Again for each request, also for the same line: the reader may have scrolled away.
	useEffect(() => {
		const { current } = box;
		if (current && isLoaded && location.line !== undefined)
			current.scrollTop = (location.line - 1) * LINE_HEIGHT_PX - current.clientHeight / 3;
	}, [isLoaded, location]);

	const handleMore = () => {
		loadMore();
		// The button goes down, or away: the focus stays at the text.
		box.current?.focus({ preventScroll: true });
	};

	const mark = isLoaded && line !== undefined ? { "--_line": line } : undefined;
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
		// biome-ignore lint/a11y/useSemanticElements: a group with a name, in which one scrolls.
		<div ref={box} role="group" className="wsc-file-text" tabIndex={0} aria-label={label} dir="ltr">
			<div className="wsc-file-lines" data-line={mark && line} style={mark as CSSProperties | undefined}>
				<pre className="wsc-file-numbers" aria-hidden="true">
					{numbers}
				</pre>
				<pre className="wsc-file-code">
					<HighlightedText text={text} language={findLanguageByPath(location.path)} />
				</pre>
			</div>
			{hasMore && (
				<button type="button" className="wsc-show-all" aria-busy={loadingMore} onClick={handleMore}>
					{loadingMore ? labels.loading : labels.showMore}
				</button>
			)}
			<ActionError error={loadMoreError} />
		</div>
	);
}
