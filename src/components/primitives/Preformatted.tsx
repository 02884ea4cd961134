"use client";

import { createElement, Fragment, type ReactNode } from "react";
import { revealDirectionOverrides } from "./displayText.ts";
import { revealCharacters } from "./hiddenText.ts";
import { RevealedText } from "./RevealedText.tsx";

interface PreformattedProps {
	readonly text: string;
	readonly className?: string | undefined;
	/** Whether nothing in it may be overlooked, as in a command: see `RevealedText`. Default false. */
	readonly revealsAll?: boolean | undefined;
	/** Whether the keyboard reaches it, to scroll it. Default true. */
	readonly isFocusable?: boolean | undefined;
}

/** A text shown as it came, and never translated. It scrolls where it is long. */
export function Preformatted({ text, className, revealsAll = false, isFocusable = true }: PreformattedProps) {
	return (
		<pre className={className ? `wsc-pre ${className}` : "wsc-pre"} tabIndex={isFocusable ? 0 : -1} translate="no">
			{revealsAll ? <RevealedText text={text} /> : revealDirectionOverrides(text)}
		</pre>
	);
}

interface TextWithCodeProps {
	readonly text: string;
}

/** Code between two single backticks. Any other backtick is a character of the text. */
const CODE = /(?<!`)`([^`]+)`(?!`)/;

/** A text in which parts between backticks are shown as code. */
export function TextWithCode({ text }: TextWithCodeProps) {
	return createElement(Fragment, null, ...revealCharacters(text).split(CODE).map(renderSegment));
}

/** The parts of a text that `TextWithCode` shows as code. */
export function codeIn(text: string): readonly string[] {
	return text.split(CODE).filter((_, index) => index % 2 === 1);
}

/** Every second part was between backticks. */
function renderSegment(part: string, index: number): ReactNode {
	return index % 2 === 0
		? createElement("span", null, part)
		: createElement("code", { className: "wsc-code", translate: "no" }, part);
}
