"use client";

import { type ComponentProps, type CSSProperties, type UIEvent, useEffect, useMemo, useRef } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { ShowAllButton, useTruncation } from "../primitives/ShowAllButton.tsx";
import { type AnsiColor, type OutputSpan, parseOutputSpans, truncateOutput } from "./outputSpans.ts";
import { cleanOutput } from "./outputText.ts";

/** A span of output in one style. `data-color` names a colour of the palette; the stylesheet gets its value as a token. */
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

/** Keeps a scrolling box at the end of its content, unless the user has scrolled up. */
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

/** The props of `<TerminalOutput>`, beside those of its `<figure>`. */
export interface TerminalOutputProps extends Omit<ComponentProps<"figure">, "children"> {
	/** The output of a command with its escape sequences, or that output as one fenced Markdown block. */
	readonly text: string;
	/** The key that the user's choice is stored under in the timeline. Default: it is lost on unmount. */
	readonly foldId?: string | undefined;
}

const LAST_LINES = 200;

/**
 * Shows the output of a command with its colours and styles. Progress lines show their last state; a long output shows
 * its last 200 lines, and the rest on demand. All other escape sequences (cursor, title, links, clipboard) are dropped.
 *
 * @example
 * <TerminalOutput text={"\u001b[32m✓\u001b[0m 12 tests passed"} />
 */
export function TerminalOutput({ text, foldId, className, ...rest }: TerminalOutputProps) {
	const labels = useLabels();
	const { showsAll, query, showAll } = useTruncation(foldId);
	const output = useMemo(() => cleanOutput(text), [text]);
	const limit = showsAll ? Number.POSITIVE_INFINITY : LAST_LINES;
	const shown = useMemo(() => truncateOutput(output, limit, query), [output, limit, query]);
	const spans = useMemo(() => parseOutputSpans(shown.text), [shown]);
	const followEnd = useStickToBottom<HTMLPreElement>();
	const button = <ShowAllButton lines={shown.total} onShowAll={showAll} />;
	return (
		<figure aria-label={labels.terminalOutput} {...rest} className={partClassName("wsc-terminal-output", className)}>
			{shown.from > 0 ? button : null}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
			<pre {...followEnd} className="wsc-terminal-output-text" tabIndex={0} dir="ltr">
				{spans.map((span, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: spans have no identity but their position
					<OutputSpanView key={index} span={span} />
				))}
			</pre>
			{shown.to < shown.total ? button : null}
		</figure>
	);
}
