"use client";
import { createElement, Fragment, type ReactNode } from "react";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface TextWithCodeProps {
	readonly text: string;
}

/** A text whose parts between backticks stand in the font of code. */
export function TextWithCode({ text }: TextWithCodeProps) {
	return createElement(Fragment, null, ...revealDirectionOverrides(text).split("`").map(renderSegment));
}

/** Every second part stood between backticks. */
function renderSegment(part: string, index: number): ReactNode {
	return index % 2 === 0 ? part : createElement("code", { className: "wsc-code" }, part);
}
