"use client";

import { type ComponentProps, type CSSProperties, type UIEvent, useEffect, useMemo, useRef } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { ShowAllButton, useTruncation } from "../primitives/ShowAllButton.tsx";
import { type AnsiColor, type OutputSpan, parseOutputSpans, truncateOutput } from "./outputSpans.ts";
import { cleanOutput } from "./outputText.ts";

/** A stretch of output. A theme's colour is named in `data-color`; the stylesheet is handed each as a value. */
export function OutputSpanView({ span }: { readonly span: OutputSpan }) {
	if (!span.color && !span.background && !span.decoration) return span.text;
	return (
		<span
			className="wsc-ansi"
			data-color={colorName(span.color)}
			data-background={colorName(span.background)}
			data-decoration={span.decoration}
			style={{
				...colorVariable("--_given-color", span.color),
				...colorVariable("--_given-background", span.background),
			}}
		>
			{span.text}
		</span>
	);
}

function colorName(color: AnsiColor | undefined): string | undefined {
	return color && ("name" in color ? color.name : "given");
}

function colorVariable(name: `--${string}`, color: AnsiColor | undefined): CSSProperties {
	if (!color) return {};
	return { [name]: "rgb" in color ? color.rgb : `var(--_${color.name})` };
}

/** Keeps a box that scrolls at the end of its content, unless the reader has scrolled away from it. */
export function useStickToBottom<T extends HTMLElement>() {
	const ref = useRef<T>(null);
	const isAtEnd = useRef(true);
	useEffect(() => {
		const box = ref.current;
		if (box && isAtEnd.current) box.scrollTop = box.scrollHeight;
	});
	const onScroll = ({ currentTarget: box }: UIEvent<T>) => {
		isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 8;
	};
	return { ref, onScroll };
}

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
export function TerminalOutput({ text, foldId, className, ...rest }: TerminalOutputProps) {
	const labels = useLabels();
	const { showsAll, query, showAll } = useTruncation(foldId);
	const output = useMemo(() => cleanOutput(text), [text]);
	const most = showsAll ? Number.POSITIVE_INFINITY : LAST_LINES;
	const shown = useMemo(() => truncateOutput(output, most, query), [output, most, query]);
	const spans = useMemo(() => parseOutputSpans(shown.text), [shown]);
	const followEnd = useStickToBottom<HTMLPreElement>();
	const button = <ShowAllButton lines={shown.total} onShowAll={showAll} />;
	return (
		<figure aria-label={labels.terminalOutput} {...rest} className={partClassName("wsc-command-output", className)}>
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
