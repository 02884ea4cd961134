"use client";
import { type ComponentProps, memo, useContext, useId, useMemo } from "react";
import { partClassName } from "../part/partClass.ts";
import { createMarkdownParser } from "./createMarkdownReader.ts";
import { MarkdownBlockGroup } from "./MarkdownBlocks.tsx";
import { MarkdownContext, type RenderCode } from "./MarkdownContext.ts";
import { UrlPolicyContext } from "./UrlPolicyContext.ts";
import type { UrlPolicy } from "./urlPolicy.ts";
import { useThrottledText } from "./usePacedText.ts";

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
