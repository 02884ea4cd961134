"use client";
import { type ComponentProps, memo, useContext, useId, useMemo } from "react";
import { partClass } from "../part/partClass.ts";
import { createMarkdownReader } from "./createMarkdownReader.ts";
import { MarkdownBlocks } from "./MarkdownBlocks.tsx";
import { MarkdownContext, type RenderCode } from "./MarkdownContext.ts";
import { UrlPolicyContext } from "./UrlPolicyContext.ts";
import type { UrlPolicy } from "./urlPolicy.ts";
import { usePacedText } from "./usePacedText.ts";

export interface MarkdownProps extends Omit<ComponentProps<"div">, "children"> {
	/** GitHub-flavoured Markdown. HTML in it is shown as text. */
	readonly text: string;
	/** Whether more may be appended. Half-written Markdown at the end is then shown as what it will become. */
	readonly open?: boolean | undefined;
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
export function Markdown({ text, open = false, ...rest }: MarkdownProps) {
	return <DrawnMarkdown {...rest} text={usePacedText(text, open)} open={open} />;
}

/** Renders only when there is something new to draw, as long as its other props stay the same. */
const DrawnMarkdown = memo(function DrawnMarkdown({
	text,
	open,
	urlPolicy,
	renderCode,
	className,
	...rest
}: MarkdownProps & { readonly open: boolean }) {
	const above = useContext(MarkdownContext);
	const policyAbove = useContext(UrlPolicyContext);
	const hasMath = above.math !== undefined;
	const read = useMemo(() => createMarkdownReader(hasMath), [hasMath]);
	const idPrefix = useId();
	const settings = useMemo(
		() => ({ ...above, renderCode: renderCode ?? above.renderCode, idPrefix }),
		[renderCode, above, idPrefix],
	);
	return (
		<UrlPolicyContext.Provider value={urlPolicy ?? policyAbove}>
			<MarkdownContext.Provider value={settings}>
				<div {...rest} className={partClass("wsc-markdown", className)} data-open={open || undefined}>
					{read(text, open).map((blocks, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: groups are only ever added at the end
						<MarkdownBlocks key={index} blocks={blocks} />
					))}
				</div>
			</MarkdownContext.Provider>
		</UrlPolicyContext.Provider>
	);
});
