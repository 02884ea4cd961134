"use client";

import { createElement, Fragment, type ReactNode } from "react";
import { revealDirectionOverrides } from "./displayText.ts";

interface PreformattedProps {
	readonly text: string;
	readonly className?: string | undefined;
	/** Whether the keyboard reaches it, to scroll it. Default true. */
	readonly isFocusable?: boolean | undefined;
}

/** A text shown as it came. It scrolls where it is long. */
export function Preformatted({ text, className, isFocusable = true }: PreformattedProps) {
	return (
		<pre className={className ? `wsc-pre ${className}` : "wsc-pre"} tabIndex={isFocusable ? 0 : -1}>
			{revealDirectionOverrides(text)}
		</pre>
	);
}

interface TextWithCodeProps {
	readonly text: string;
}

/** A text in which parts between backticks are shown as code. */
export function TextWithCode({ text }: TextWithCodeProps) {
	return createElement(Fragment, null, ...revealDirectionOverrides(text).split("`").map(renderSegment));
}

/** Every second part was between backticks. */
function renderSegment(part: string, index: number): ReactNode {
	return index % 2 === 0 ? part : createElement("code", { className: "wsc-code" }, part);
}
