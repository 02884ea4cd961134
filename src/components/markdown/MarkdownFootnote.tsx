"use client";
import { type ReactNode, useContext } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { footnoteId } from "./footnoteId.ts";
import { MarkdownContext } from "./MarkdownContext.ts";

export interface MarkdownFootnoteProps {
	readonly label: string;
	readonly children: ReactNode;
}

/** A footnote, where it was written. Its references move the focus here. */
export function MarkdownFootnote({ label, children }: MarkdownFootnoteProps) {
	const { idPrefix } = useContext(MarkdownContext);
	const labels = useLabels();
	return (
		<div
			className="wsc-markdown-footnote"
			id={footnoteId(idPrefix, label)}
			role="note"
			aria-label={labels.footnote(label)}
			tabIndex={-1}
		>
			<span className="wsc-markdown-footnote-label">{label}</span>
			<div className="wsc-markdown-footnote-text">{children}</div>
		</div>
	);
}
