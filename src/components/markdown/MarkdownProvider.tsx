"use client";

import {
	Component,
	type ComponentType,
	createContext,
	createElement,
	type ReactNode,
	useContext,
	useMemo,
} from "react";
import { HighlightedText } from "../highlight/HighlightedText.tsx";
import { findLanguage } from "../highlight/languages.ts";
import { UrlPolicyContext } from "../primitives/UrlPolicyContext.ts";
import type { UrlPolicy } from "../primitives/urlPolicy.ts";

export interface MarkdownCodeProps {
	readonly text: string;
	/** As it is written behind the fence; empty when there is none. */
	readonly language: string;
	/** Whether more of it may still come. */
	readonly streaming: boolean;
}

export interface MarkdownMathProps {
	/** What stands between the dollars. */
	readonly text: string;
	/** Whether it stands on lines of its own (`$$…$$`). */
	readonly display: boolean;
}

/** What shows code inside its block. */
export type RenderCode = (code: MarkdownCodeProps) => ReactNode;

/** What shows the code blocks of some languages in place of the block: a diagram for `mermaid`, for example. */
export type CodeComponents = Readonly<Record<string, ComponentType<MarkdownCodeProps>>>;

interface MarkdownSettings {
	readonly renderCode: RenderCode;
	readonly code: CodeComponents;
	/** Without it dollars are dollars. */
	readonly math: ComponentType<MarkdownMathProps> | undefined;
	/** Makes the ids of this text's footnotes unlike those of any other. */
	readonly idPrefix: string;
}

export const MarkdownContext = createContext<MarkdownSettings>({
	renderCode: ({ language, ...code }) => createElement(HighlightedText, { ...code, language: findLanguage(language) }),
	code: {},
	math: undefined,
	idPrefix: "",
});

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

interface SourceFallbackProps {
	/** What it was made of: when that changes, it is tried again. */
	readonly source: string;
	readonly fallback: ReactNode;
	readonly children: ReactNode;
}

/** Something of the host's own; when it throws, what was written. */
export class SourceFallback extends Component<SourceFallbackProps, { readonly failed: boolean }> {
	override state = { failed: false };

	static getDerivedStateFromError() {
		return { failed: true };
	}

	override componentDidUpdate(before: SourceFallbackProps) {
		if (before.source !== this.props.source && this.state.failed) this.setState({ failed: false });
	}

	override render() {
		return this.state.failed ? this.props.fallback : this.props.children;
	}
}
