"use client";

import {
	type ComponentProps,
	Fragment,
	memo,
	type ReactElement,
	type ReactNode,
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

const groupElements = new WeakMap<readonly MarkdownBlock[], ReactNode>();
const blockElements = new WeakMap<MarkdownBlock, ReactNode>();

/**
 * The elements of groups and of their blocks. The parser returns the same objects for what did not change, which have the
 * same elements here: React does not render those again, and needs no component for each of them.
 */
function renderGroup(blocks: readonly MarkdownBlock[], index: number): ReactNode {
	const known = groupElements.get(blocks);
	if (known) return known;
	const element = <Fragment key={index}>{blocks.map(renderBlock)}</Fragment>;
	groupElements.set(blocks, element);
	return element;
}

function renderBlock(block: MarkdownBlock, index: number): ReactNode {
	const known = blockElements.get(block);
	if (known) return known;
	// Blocks are only appended: the index is the identity.
	const element = <Fragment key={index}>{renderNodes(block.nodes, block.open)}</Fragment>;
	blockElements.set(block, element);
	return element;
}

type Timer = ReturnType<typeof setTimeout>;

/** Milliseconds between two renders: two frames at 60 Hz. */
export const THROTTLE_MS = 33;

/**
 * Throttles a streaming text to 30 updates per second. A text that is complete, or is a different one, is returned at
 * once. For people it looks like an update in every frame, but costs less time. The idea is from the AI SDK's
 * `experimental_throttle`.
 */
function useThrottledText(text: string, open: boolean): string {
	const [shown, setShown] = useState({ text, at: -THROTTLE_MS });
	const latest = useRef(text);
	const timer = useRef<Timer>(undefined);
	const isPaced = open && text.startsWith(shown.text);
	if (!isPaced && text !== shown.text) setShown({ text, at: -THROTTLE_MS });
	// Not `useEffect`, for which React schedules a task per frame, nor `useLayoutEffect`, for which React 18 warns on servers.
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

/** The props of `<Markdown>`, beside those of its `<div>`. */
export interface MarkdownProps extends Omit<ComponentProps<"div">, "children"> {
	/** GitHub-flavoured Markdown. Tags without attributes such as `<kbd>`, `<sub>` and `<details>` are elements, others text. */
	readonly text: string;
	/** Whether more text may be appended. Half-written Markdown at the end is then shown as it will look when complete. Default false. */
	readonly streaming?: boolean | undefined;
	/** Which links and images load. Default: the policy of the nearest `<MarkdownProvider>`, else `defaultUrlPolicy`. */
	readonly urlPolicy?: UrlPolicy | undefined;
	/** Renders the text of code blocks. Default: in the colours of its language. With a new function every block renders again. */
	readonly renderCode?: RenderCode | undefined;
}

/**
 * Shows Markdown that may still be streaming. Appended text renders only the last block again, so a long message costs
 * no more per token than a short one. A streaming text renders up to 30 times per second.
 *
 * Data attributes: `data-open` while it is streaming.
 *
 * @example
 * function Answer({ item }: { item: MessageItem }) {
 * 	return <Markdown text={item.text} streaming={item.open} />;
 * }
 */
export function Markdown({ text, streaming = false, ...rest }: MarkdownProps) {
	return <RenderedMarkdown {...rest} text={useThrottledText(text, streaming)} streaming={streaming} />;
}

/** Memoized, so that it renders only when the throttled text or another prop changes. */
const RenderedMarkdown = memo(useMarkdownElement);

/** The Markdown of a text. A hook, so that what follows a text needs no second component to show it. */
export function useMarkdownElement({
	text,
	streaming = false,
	urlPolicy,
	renderCode,
	className,
	...rest
}: MarkdownProps): ReactElement {
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
					{read(text, streaming).map(renderGroup)}
				</div>
			</MarkdownContext.Provider>
		</UrlPolicyContext.Provider>
	);
}
