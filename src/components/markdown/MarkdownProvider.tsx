"use client";

import { type ComponentType, createContext, type ReactNode, useContext, useMemo } from "react";
import { UrlPolicyContext } from "../primitives/UrlPolicyContext.ts";
import type { UrlPolicy } from "../primitives/urlPolicy.ts";

/** The props of a component that shows code blocks, see `CodeComponents` and `RenderCode`. */
export interface MarkdownCodeProps {
	/** The code, not highlighted. While the message streams, its end may be missing. */
	readonly text: string;
	/** As written after the opening fence; empty if there is none. */
	readonly language: string;
	/** Whether more text may be appended. */
	readonly streaming: boolean;
}

/** The props of a component that shows formulas, see `MarkdownProviderProps.math`. */
export interface MarkdownMathProps {
	/** The text between the dollars or brackets. */
	readonly text: string;
	/** Whether it is a block of its own (`$$…$$`, `\[…\]`). */
	readonly display: boolean;
}

/** Renders the text of a code block, inside its `<pre>`. */
export type RenderCode = (code: MarkdownCodeProps) => ReactNode;

/** Components that replace the code blocks of a language: a diagram for `mermaid`, for example. */
export type CodeComponents = Readonly<Record<string, ComponentType<MarkdownCodeProps>>>;

interface MarkdownSettings {
	/** Undefined for the colors of the language. */
	readonly renderCode: RenderCode | undefined;
	readonly code: CodeComponents;
	/** Undefined: formulas are shown as they are written. */
	readonly math: ComponentType<MarkdownMathProps> | undefined;
	/** Makes the ids of this text's footnotes unique on the page. */
	readonly idPrefix: string;
}

export const MarkdownContext = createContext<MarkdownSettings>({
	renderCode: undefined,
	code: {},
	math: undefined,
	idPrefix: "",
});

/** The props of `<MarkdownProvider>`. */
export interface MarkdownProviderProps {
	/** Which links, images and avatars load. Default: the policy of the nearest provider, else `defaultUrlPolicy`. */
	readonly urlPolicy?: UrlPolicy | undefined;
	/** Renders the text of code blocks. Default: as the nearest provider says, else with the colors of its language. */
	readonly renderCode?: RenderCode | undefined;
	/** Components for code blocks by language, as written after the fence. Default: those of the nearest provider. */
	readonly code?: CodeComponents | undefined;
	/**
	 * Renders `$…$`, `$$…$$`, `\(…\)` and `\[…\]`. Default: as the nearest provider says; without one, formulas are shown
	 * as they are written.
	 */
	readonly math?: ComponentType<MarkdownMathProps> | undefined;
	/** The chats and Markdown it applies to. */
	readonly children?: ReactNode;
}

/**
 * Sets how all Markdown below it is shown: messages, thoughts, tool output. Components given here receive text that an
 * agent wrote, so they must not trust it. If one throws, the source of its text is shown instead.
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
	const inherited = useContext(MarkdownContext);
	const inheritedPolicy = useContext(UrlPolicyContext);
	const settings = useMemo(
		() => ({
			...inherited,
			renderCode: renderCode ?? inherited.renderCode,
			code: code ?? inherited.code,
			math: math ?? inherited.math,
		}),
		[inherited, renderCode, code, math],
	);
	return (
		<UrlPolicyContext.Provider value={urlPolicy ?? inheritedPolicy}>
			<MarkdownContext.Provider value={settings}>{children}</MarkdownContext.Provider>
		</UrlPolicyContext.Provider>
	);
}
