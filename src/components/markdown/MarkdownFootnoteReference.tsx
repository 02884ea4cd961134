"use client";
import { useContext } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { footnoteId } from "./footnoteId.ts";
import { MarkdownContext } from "./MarkdownContext.ts";

/** The mark in a text that leads to a footnote. A button, because a link would change the address of the host's page. */
export function MarkdownFootnoteReference({ label }: { readonly label: string }) {
	const { idPrefix } = useContext(MarkdownContext);
	const labels = useLabels();
	const handleClick = () => document.getElementById(footnoteId(idPrefix, label))?.focus();
	return (
		<sup className="wsc-markdown-footnote-reference">
			<button
				type="button"
				className="wsc-markdown-footnote-button"
				aria-label={labels.footnote(label)}
				onClick={handleClick}
			>
				{label}
			</button>
		</sup>
	);
}
