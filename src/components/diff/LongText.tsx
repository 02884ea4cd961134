"use client";
import { useMemo } from "react";
import { linesToShow } from "../show-all/linesToShow.ts";
import { ShowAll } from "../show-all/ShowAll.tsx";
import { useCut } from "../show-all/useCut.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

export interface LongTextProps {
	readonly label: string;
	readonly lines: readonly string[];
	/** What the reader's choice is kept under. */
	readonly foldId: string | undefined;
}

const FIRST_LINES = 200;

/** A text of many lines: the first 200, and the rest when asked for. */
export function LongText({ label, lines, foldId }: LongTextProps) {
	const { showsAll, words, showAll } = useCut(foldId);
	const most = showsAll ? lines.length : Math.min(FIRST_LINES, lines.length);
	const { from, to } = useMemo(() => linesToShow(lines, { from: 0, to: most }, words), [lines, most, words]);
	const button = <ShowAll lines={lines.length} onShowAll={showAll} />;
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
