"use client";
import { useMemo } from "react";
import { visibleLines } from "../show-all/linesToShow.ts";
import { ShowAllButton } from "../show-all/ShowAll.tsx";
import { useTruncation } from "../show-all/useCut.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

export interface TruncatedTextProps {
	readonly label: string;
	readonly lines: readonly string[];
	/** What the reader's choice is kept under. */
	readonly foldId: string | undefined;
}

const MAX_INITIAL_LINES = 200;

/** A text of many lines: the first 200, and the rest when asked for. */
export function TruncatedText({ label, lines, foldId }: TruncatedTextProps) {
	const { showsAll, query, showAll } = useTruncation(foldId);
	const most = showsAll ? lines.length : Math.min(MAX_INITIAL_LINES, lines.length);
	const { from, to } = useMemo(() => visibleLines(lines, { from: 0, to: most }, query), [lines, most, query]);
	const button = <ShowAllButton lines={lines.length} onShowAll={showAll} />;
	return (
		<figure className="wsc-diff-text-block" aria-label={label}>
			<figcaption className="wsc-diff-text-label">{label}</figcaption>
			{from > 0 ? button : null}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
			<pre className="wsc-diff-plain" tabIndex={0} dir="ltr">
				{revealDirectionOverrides(lines.slice(from, to).join("\n"))}
			</pre>
			{to < lines.length ? button : null}
		</figure>
	);
}
