"use client";
import { type ReactNode, useContext, useMemo } from "react";
import { MarkdownContext, type RenderCode } from "./MarkdownContext.ts";
import type { UrlPolicy } from "./urlPolicy.ts";

export interface MarkdownProviderProps {
	/** Which links and images become live. Default: as above, at first `defaultUrlPolicy`. */
	readonly urlPolicy?: UrlPolicy | undefined;
	/** Shows the text of code blocks, highlighted for example. Default: as above, at first as it is. */
	readonly renderCode?: RenderCode | undefined;
	readonly children?: ReactNode;
}

/**
 * Sets how all Markdown below it is shown: messages, thoughts, tool output.
 *
 * @example
 * <MarkdownProvider urlPolicy={{ ...defaultUrlPolicy, image: () => null }}>
 * 	<WorkspaceChat workspaceId="acme/web" endpoint={endpoint} />
 * </MarkdownProvider>
 */
export function MarkdownProvider({ urlPolicy, renderCode, children }: MarkdownProviderProps) {
	const above = useContext(MarkdownContext);
	const settings = useMemo(
		() => ({ ...above, urlPolicy: urlPolicy ?? above.urlPolicy, renderCode: renderCode ?? above.renderCode }),
		[above, urlPolicy, renderCode],
	);
	return <MarkdownContext.Provider value={settings}>{children}</MarkdownContext.Provider>;
}
