"use client";

import {
	type ComponentProps,
	type CSSProperties,
	memo,
	type UIEvent,
	useEffect,
	useMemo,
	useRef,
	useState,
} from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { type LineRange, ShowAllButton, useTruncation, visibleLines } from "../primitives/ShowAllButton.tsx";
import { UntrustedLink } from "../primitives/UntrustedLink.tsx";
import { OutputReader } from "./outputText.ts";
import type { OutputLine, OutputSpan } from "./TerminalRow.ts";
import type { TerminalScreen } from "./TerminalScreen.ts";
import type { AnsiColor } from "./textStyle.ts";

interface OutputLineViewProps {
	readonly line: OutputLine;
	readonly isLast: boolean;
}

const OutputLineView = memo(function OutputLineView({ line: { spans }, isLast }: OutputLineViewProps) {
	const end = isLast ? "" : "\n";
	const [only] = spans;
	if (spans.length === 0) return <span>{end}</span>;
	if (spans.length === 1 && only) return <OutputSpanView span={only} end={end} />;
	return (
		<span>
			{spans.map((span, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: spans have no identity but their position
				<OutputSpanView key={index} span={span} end={index === spans.length - 1 ? end : ""} />
			))}
		</span>
	);
});

interface OutputSpanViewProps {
	readonly span: OutputSpan;
	readonly end: string;
}

/** A span of output in one style. `data-color` names a colour of the palette; the stylesheet gets its value as a token. */
function OutputSpanView({ span, end }: OutputSpanViewProps) {
	const text = span.text + end;
	if (!span.color && !span.background && !span.decoration && !span.link) return <span>{text}</span>;
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
			{span.link ? (
				<UntrustedLink className="wsc-ansi-link" href={span.link} refused={text}>
					{text}
				</UntrustedLink>
			) : (
				text
			)}
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
function useStickToBottom<T extends HTMLElement>() {
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

/** The last lines of an output, or those around a search match. */
function visibleRange(screen: TerminalScreen, limit: number, query: string): LineRange {
	const total = screen.lineCount;
	const last = { from: Math.max(0, total - limit), to: total };
	if (query === "") return last;
	const texts = screen.lines(0, total).map((line) => line.text);
	return visibleLines(texts, last, query);
}

/**
 * Shows the output of a command as a terminal shows it in the end, with colours and styles: programs that move the
 * cursor and erase show their last state, also of the alternate screen. A long output shows its last 200 lines, and the
 * rest on demand. Links (OSC 8) to http and https go through the URL policy; titles, clipboard writes and all other
 * sequences are dropped.
 *
 * A `text` that grows is read from where it went on.
 *
 * @example
 * <TerminalOutput text={"\u001b[32m✓\u001b[0m 12 tests passed"} />
 */
export function TerminalOutput({ text, foldId, className, ...rest }: TerminalOutputProps) {
	const labels = useLabels();
	const { showsAll, query, showAll } = useTruncation(foldId);
	const [reader] = useState(() => new OutputReader());
	const limit = showsAll ? Number.POSITIVE_INFINITY : LAST_LINES;
	const shown = useMemo(() => {
		const screen = reader.read(text);
		const range = visibleRange(screen, limit, query);
		return { ...range, total: screen.lineCount, lines: screen.lines(range.from, range.to) };
	}, [reader, text, limit, query]);
	const followEnd = useStickToBottom<HTMLPreElement>();
	const button = <ShowAllButton lines={shown.total} onShowAll={showAll} />;
	return (
		<figure aria-label={labels.terminalOutput} {...rest} className={partClassName("wsc-terminal-output", className)}>
			{shown.from > 0 ? button : null}
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
			<pre {...followEnd} className="wsc-terminal-output-text" tabIndex={0} dir="ltr" translate="no">
				{shown.lines.map((line, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: lines are identified by their position in the output
					<OutputLineView key={shown.from + index} line={line} isLast={index === shown.lines.length - 1} />
				))}
			</pre>
			{shown.to < shown.total ? button : null}
		</figure>
	);
}
