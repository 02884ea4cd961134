"use client";
import { createContext, type ReactNode } from "react";
import { defaultUrlPolicy, type UrlPolicy } from "./urlPolicy.ts";

export interface MarkdownCode {
	readonly text: string;
	/** As it is written behind the fence; empty when there is none. */
	readonly language: string;
	/** Whether more of it may still come. */
	readonly open: boolean;
}

/** What shows code inside its block: where highlighting goes in. */
export type RenderCode = (code: MarkdownCode) => ReactNode;

export interface MarkdownSettings {
	readonly urlPolicy: UrlPolicy;
	readonly renderCode: RenderCode;
	/** Makes the ids of this text's footnotes unlike those of any other. */
	readonly idPrefix: string;
}

export const MarkdownContext = createContext<MarkdownSettings>({
	urlPolicy: defaultUrlPolicy,
	renderCode: ({ text }) => text,
	idPrefix: "",
});
