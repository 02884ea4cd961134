"use client";
import { Children, type ReactNode } from "react";

interface QuotedCodeProps {
	readonly text: string;
}

/** A text whose parts between backticks stand in the font of code. */
export function QuotedCode({ text }: QuotedCodeProps) {
	return Children.toArray(text.split("`").map(renderPart));
}

/** Every second part stood between backticks. */
function renderPart(part: string, index: number): ReactNode {
	return index % 2 === 0 ? part : <code className="wsc-code">{part}</code>;
}
