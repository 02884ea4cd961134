"use client";
import { type ComponentType, type ReactNode, useContext, useMemo } from "react";
import { type CodeComponents, MarkdownContext, type MarkdownMathProps, type RenderCode } from "./MarkdownContext.ts";
import { UrlPolicyContext } from "./UrlPolicyContext.ts";
import type { UrlPolicy } from "./urlPolicy.ts";

export interface MarkdownProviderProps {
	/** Which links, images and pictures of people become live. Default: as above, at first `defaultUrlPolicy`. */
	readonly urlPolicy?: UrlPolicy | undefined;
	/** Shows the text of code blocks. Default: as above, at first with the colours of its language. */
	readonly renderCode?: RenderCode | undefined;
	/** What shows the code blocks of a language, by its name behind the fence. Default: as above, at first nothing. */
	readonly code?: CodeComponents | undefined;
	/** What shows `$…$` and `$$…$$`. Default: as above; where there is none, dollars are dollars. */
	readonly math?: ComponentType<MarkdownMathProps> | undefined;
	readonly children?: ReactNode;
}

/**
 * Sets how all Markdown below it is shown: messages, thoughts, tool output. Components given here get text that an
 * agent wrote, so they must not trust it. When one throws, the text shows as it was written.
 *
 * @example
 * const URL_POLICY = { ...defaultUrlPolicy, image: () => null };
 * const CODE = { mermaid: Diagram };
 *
 * <MarkdownProvider urlPolicy={URL_POLICY} code={CODE} math={Formula}>
 * 	<WorkspaceChat workspaceId="acme/web" endpoint={endpoint} />
 * </MarkdownProvider>
 */
export function MarkdownProvider({ urlPolicy, renderCode, code, math, children }: MarkdownProviderProps) {
	const above = useContext(MarkdownContext);
	const policyAbove = useContext(UrlPolicyContext);
	const settings = useMemo(
		() => ({
			...above,
			renderCode: renderCode ?? above.renderCode,
			code: code ?? above.code,
			math: math ?? above.math,
		}),
		[above, renderCode, code, math],
	);
	return (
		<UrlPolicyContext.Provider value={urlPolicy ?? policyAbove}>
			<MarkdownContext.Provider value={settings}>{children}</MarkdownContext.Provider>
		</UrlPolicyContext.Provider>
	);
}
