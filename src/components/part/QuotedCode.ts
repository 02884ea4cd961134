"use client";
import { createElement, Fragment, type ReactNode } from "react";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface QuotedCodeProps {
	readonly text: string;
}

/** A text whose parts between backticks stand in the font of code. */
export function QuotedCode({ text }: QuotedCodeProps) {
	return createElement(Fragment, null, ...revealDirectionOverrides(text).split("`").map(renderPart));
}

/** Every second part stood between backticks. */
function renderPart(part: string, index: number): ReactNode {
	return index % 2 === 0 ? part : createElement("code", { className: "wsc-code" }, part);
}
