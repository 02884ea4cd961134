"use client";
import { type ComponentProps, useMemo } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { partClass } from "../part/partClass.ts";
import { ShowAll } from "../show-all/ShowAll.tsx";
import { useCut } from "../show-all/useCut.ts";
import { ansiPalette } from "./ansiPalette.ts";
import { cutOutput } from "./cutOutput.ts";
import { OutputSpanView } from "./OutputSpanView.tsx";
import { parseOutput } from "./parseOutput.ts";
import { readOutput } from "./readOutput.ts";
import { useFollowEnd } from "./useFollowEnd.ts";

export interface CommandOutputProps extends Omit<ComponentProps<"figure">, "children"> {
	/** What a command printed, with its escape sequences, or one fenced Markdown block of it. */
	readonly text: string;
	/** What the reader's choice is kept under. Default: it is forgotten with the component. */
	readonly foldId?: string | undefined;
}

const LAST_LINES = 200;

/**
 * Shows what a command printed: its colours and styles, progress lines as they ended, and of a long output the last
 * 200 lines until all are asked for. Whatever else steers a terminal (cursor, title, links, clipboard) does nothing.
 *
 * @example
 * <CommandOutput text={"\u001b[32m✓\u001b[0m 12 tests passed"} />
 */
export function CommandOutput({ text, foldId, className, style, ...rest }: CommandOutputProps) {
	const labels = useLabels();
	const { showsAll, words, showAll } = useCut(foldId);
	const output = useMemo(() => readOutput(text), [text]);
	const most = showsAll ? Number.POSITIVE_INFINITY : LAST_LINES;
	const shown = useMemo(() => cutOutput(output, most, words), [output, most, words]);
	const spans = useMemo(() => parseOutput(shown.text), [shown]);
	const followEnd = useFollowEnd<HTMLPreElement>();
	const button = <ShowAll lines={shown.total} onShowAll={showAll} />;
	return (
		<figure
			aria-label={labels.commandOutput}
			{...rest}
			className={partClass("wsc-command-output", className)}
			style={{ ...ansiPalette, ...style }}
		>
			{shown.from > 0 ? button : null}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
			<pre {...followEnd} className="wsc-command-output-text" tabIndex={0} dir="ltr">
				{spans.map((span, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: stretches have no identity but their place
					<OutputSpanView key={index} span={span} />
				))}
			</pre>
			{shown.to < shown.total ? button : null}
		</figure>
	);
}
