"use client";
import { useState } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

export interface LongTextProps {
	readonly label: string;
	readonly lines: readonly string[];
}

const FIRST_LINES = 200;

/** A text of many lines: the first 200, and the rest when asked for. */
export function LongText({ label, lines }: LongTextProps) {
	const labels = useLabels();
	const [showsAll, setShowsAll] = useState(false);
	const shown = showsAll ? lines : lines.slice(0, FIRST_LINES);
	return (
		<figure className="wsc-diff-text-block" aria-label={label}>
			<figcaption className="wsc-diff-text-label">{label}</figcaption>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
			<pre className="wsc-diff-plain" tabIndex={0} dir="ltr">
				{revealDirectionOverrides(shown.join("\n"))}
			</pre>
			{shown.length === lines.length ? null : (
				<button type="button" className="wsc-show-all" onClick={() => setShowsAll(true)}>
					{labels.showAllLines(lines.length)}
				</button>
			)}
		</figure>
	);
}
