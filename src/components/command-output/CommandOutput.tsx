"use client";
import { type ComponentProps, useMemo } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { partClassName } from "../part/partClass.ts";
import { ShowAllButton } from "../show-all/ShowAll.tsx";
import { useTruncation } from "../show-all/useCut.ts";
import { ansiPalette } from "./ansiPalette.ts";
import { truncateOutput } from "./cutOutput.ts";
import { OutputSpanView } from "./OutputSpanView.tsx";
import { parseOutputSpans } from "./parseOutput.ts";
import { cleanOutput } from "./readOutput.ts";
import { useStickToBottom } from "./useFollowEnd.ts";

export interface TerminalOutputProps extends Omit<ComponentProps<"figure">, "children"> {
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
 * <TerminalOutput text={"\u001b[32m✓\u001b[0m 12 tests passed"} />
 */
export function TerminalOutput({ text, foldId, className, style, ...rest }: TerminalOutputProps) {
	const labels = useLabels();
	const { showsAll, query, showAll } = useTruncation(foldId);
	const output = useMemo(() => cleanOutput(text), [text]);
	const most = showsAll ? Number.POSITIVE_INFINITY : LAST_LINES;
	const shown = useMemo(() => truncateOutput(output, most, query), [output, most, query]);
	const spans = useMemo(() => parseOutputSpans(shown.text), [shown]);
	const followEnd = useStickToBottom<HTMLPreElement>();
	const button = <ShowAllButton lines={shown.total} onShowAll={showAll} />;
	return (
		<figure
			aria-label={labels.terminalOutput}
			{...rest}
			className={partClassName("wsc-command-output", className)}
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
