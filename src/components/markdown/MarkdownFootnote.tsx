"use client";
import { type ReactNode, useContext, useRef } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { lastReference } from "./cameFrom.ts";
import { footnoteId } from "./footnoteId.ts";
import { MarkdownContext } from "./MarkdownContext.ts";

export interface MarkdownFootnoteProps {
	readonly label: string;
	readonly children: ReactNode;
}

/** An arrow that no font draws as an emoji. */
const BACK_ARROW = "↩\ufe0e";

/** A footnote, where it was written. Its references move the focus here, and its arrow moves it back. */
export function MarkdownFootnote({ label, children }: MarkdownFootnoteProps) {
	const { idPrefix } = useContext(MarkdownContext);
	const labels = useLabels();
	const note = useRef<HTMLDivElement>(null);
	const handleBack = () => {
		if (note.current) findReference(note.current)?.focus();
	};
	return (
		<div
			ref={note}
			className="wsc-markdown-footnote"
			id={footnoteId(idPrefix, label)}
			role="note"
			aria-label={labels.footnote(label)}
			tabIndex={-1}
		>
			<span className="wsc-markdown-footnote-label">{label}</span>
			<div className="wsc-markdown-footnote-text">{children}</div>
			<button
				type="button"
				className="wsc-markdown-footnote-button"
				aria-label={labels.footnoteBack}
				title={labels.footnoteBack}
				onClick={handleBack}
			>
				{BACK_ARROW}
			</button>
		</div>
	);
}

/** The reference the reader came from, or the first there is. */
function findReference(note: HTMLElement): HTMLElement | undefined {
	const last = lastReference.get(note);
	if (last?.isConnected) return last;
	const references = document.querySelectorAll<HTMLElement>("[aria-details]");
	return [...references].find((reference) => reference.getAttribute("aria-details") === note.id);
}
