"use client";
import { useState } from "react";
import { ShowAll } from "../show-all/ShowAll.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

export interface LongTextProps {
	readonly label: string;
	readonly lines: readonly string[];
}

const FIRST_LINES = 200;

/** A text of many lines: the first 200, and the rest when asked for. */
export function LongText({ label, lines }: LongTextProps) {
	const [showsAll, setShowsAll] = useState(false);
	const shown = showsAll ? lines : lines.slice(0, FIRST_LINES);
	return (
		<figure className="wsc-diff-text-block" aria-label={label}>
			<figcaption className="wsc-diff-text-label">{label}</figcaption>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
			<pre className="wsc-diff-plain" tabIndex={0} dir="ltr">
				{revealDirectionOverrides(shown.join("\n"))}
			</pre>
			{shown.length === lines.length ? null : <ShowAll lines={lines.length} onShowAll={() => setShowsAll(true)} />}
		</figure>
	);
}
