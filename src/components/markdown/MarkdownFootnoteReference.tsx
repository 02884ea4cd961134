"use client";
import { type MouseEvent, useContext } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { lastReference } from "./cameFrom.ts";
import { footnoteId } from "./footnoteId.ts";
import { MarkdownContext } from "./MarkdownContext.ts";

/** The mark in a text that leads to a footnote. A button, because a link would change the address of the host's page. */
export function MarkdownFootnoteReference({ label }: { readonly label: string }) {
	const { idPrefix } = useContext(MarkdownContext);
	const labels = useLabels();
	const id = footnoteId(idPrefix, label);
	const handleClick = ({ currentTarget }: MouseEvent<HTMLElement>) => {
		const note = document.getElementById(id);
		if (note) lastReference.set(note, currentTarget);
		note?.focus();
	};
	return (
		<sup className="wsc-markdown-footnote-reference">
			<button
				type="button"
				className="wsc-markdown-footnote-button"
				aria-details={id}
				aria-label={labels.footnote(label)}
				onClick={handleClick}
			>
				{label}
			</button>
		</sup>
	);
}
