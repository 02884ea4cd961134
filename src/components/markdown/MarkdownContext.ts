"use client";
import { type ComponentType, createContext, createElement, type ReactNode } from "react";
import { HighlightedText } from "../highlight/HighlightedText.tsx";
import { findLanguage } from "../highlight/languageNames.ts";

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

export interface MarkdownSettings {
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
