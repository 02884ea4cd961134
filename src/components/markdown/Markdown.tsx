"use client";

import {
	type ComponentProps,
	memo,
	type RefObject,
	useContext,
	useId,
	useInsertionEffect,
	useMemo,
	useRef,
	useState,
} from "react";
import { partClassName } from "../primitives/partStyle.ts";
import { UrlPolicyContext } from "../primitives/UrlPolicyContext.ts";
import type { UrlPolicy } from "../primitives/urlPolicy.ts";
import { MarkdownContext, type RenderCode } from "./MarkdownProvider.tsx";
import { createMarkdownParser, type MarkdownBlock } from "./parse/parser.ts";
import { renderNodes } from "./render.tsx";

export interface MarkdownBlockGroupProps {
	readonly blocks: readonly MarkdownBlock[];
}

/** Blocks one under the other. They render again only when the reader hands out others, and so does each of them. */
export const MarkdownBlockGroup = memo(function MarkdownBlocks({ blocks }: MarkdownBlockGroupProps) {
	// Blocks are only ever added at the end: the place of one is its identity.
	// biome-ignore lint/suspicious/noArrayIndexKey: see above
	return blocks.map((block, index) => <MarkdownBlockView key={index} block={block} />);
});

const MarkdownBlockView = memo(function MarkdownBlockView({ block }: { readonly block: MarkdownBlock }) {
	return renderNodes(block.nodes, block.open);
});

type Timer = ReturnType<typeof setTimeout>;

/** Milliseconds from one drawing to the next: two frames at 60 Hz. */
export const THROTTLE_MS = 33;

/**
 * The text as it is to be drawn: while it is open and grows, 30 times a second at most; once it is closed, or is another
 * text, at once. It reads the same as one that is drawn in every frame, for less of the page's time. The idea is that of
 * the AI SDK's `throttle`.
 */
export function useThrottledText(text: string, open: boolean): string {
	const [shown, setShown] = useState({ text, at: -THROTTLE_MS });
	const latest = useRef(text);
	const timer = useRef<Timer>(undefined);
	const isPaced = open && text.startsWith(shown.text);
	if (!isPaced && text !== shown.text) setShown({ text, at: -THROTTLE_MS });
	// Not `useEffect`: React would queue a task for it in every frame. Nor `useLayoutEffect`: React 18 warns of it on servers.
	useInsertionEffect(() => {
		latest.current = text;
		if (text === shown.text) clearTimer(timer);
		else
			timer.current ??= setTimeout(
				() => {
					timer.current = undefined;
					setShown({ text: latest.current, at: performance.now() });
				},
				shown.at + THROTTLE_MS - performance.now(),
			);
	}, [text, shown]);
	useInsertionEffect(() => () => clearTimer(timer), []);
	return isPaced ? shown.text : text;
}

function clearTimer(timer: RefObject<Timer | undefined>): void {
	clearTimeout(timer.current);
	timer.current = undefined;
}

export interface MarkdownProps extends Omit<ComponentProps<"div">, "children"> {
	/** GitHub-flavoured Markdown. HTML in it is shown as text. */
	readonly text: string;
	/** Whether more may be appended. Half-written Markdown at the end is then shown as what it will become. */
	readonly streaming?: boolean | undefined;
	/** Which links and images become live. Default: as the `<MarkdownProvider>` above says, else `defaultUrlPolicy`. */
	readonly urlPolicy?: UrlPolicy | undefined;
	/** Shows the text of code blocks. Default: with the colours of its language. Keep it the same function, or every block renders again. */
	readonly renderCode?: RenderCode | undefined;
}

/**
 * Shows Markdown that may still be growing. Appending renders only the last block again, so a long answer costs no
 * more per token than a short one. What is open is drawn 30 times a second at most; what is closed, at once.
 *
 * State as data: `data-open` while more may come.
 *
 * @example
 * <Markdown text={message.text} open={message.status === "streaming"} />
 */
export function Markdown({ text, streaming = false, ...rest }: MarkdownProps) {
	return <RenderedMarkdown {...rest} text={useThrottledText(text, streaming)} streaming={streaming} />;
}

/** Renders only when there is something new to draw, as long as its other props stay the same. */
const RenderedMarkdown = memo(function RenderedMarkdown({
	text,
	streaming,
	urlPolicy,
	renderCode,
	className,
	...rest
}: MarkdownProps & { readonly streaming: boolean }) {
	const above = useContext(MarkdownContext);
	const policyAbove = useContext(UrlPolicyContext);
	const hasMath = above.math !== undefined;
	const read = useMemo(() => createMarkdownParser(hasMath), [hasMath]);
	const idPrefix = useId();
	const settings = useMemo(
		() => ({ ...above, renderCode: renderCode ?? above.renderCode, idPrefix }),
		[renderCode, above, idPrefix],
	);
	return (
		<UrlPolicyContext.Provider value={urlPolicy ?? policyAbove}>
			<MarkdownContext.Provider value={settings}>
				<div {...rest} className={partClassName("wsc-markdown", className)} data-open={streaming || undefined}>
					{read(text, streaming).map((blocks, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: groups are only ever added at the end
						<MarkdownBlockGroup key={index} blocks={blocks} />
					))}
				</div>
			</MarkdownContext.Provider>
		</UrlPolicyContext.Provider>
	);
});
