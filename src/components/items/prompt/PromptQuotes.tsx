"use client";

import type { QuotedNote } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { LazyMarkdown } from "../../content/lazyContent.tsx";
import { Avatar } from "../../primitives/Avatar.tsx";
import { NotePlace } from "../note/NotePlace.tsx";
import { markMentions } from "../note/noteTexts.ts";

interface PromptQuotesProps {
	readonly notes: readonly QuotedNote[];
}

/** The notes that a prompt quotes, each with its author, as they were when it was sent. */
export function PromptQuotes({ notes }: PromptQuotesProps) {
	const labels = useLabels();
	return notes.map(({ id, by, text, mentions, about }) => (
		<blockquote key={id} className="wsc-prompt-quote" aria-label={labels.noteBy(by.name)}>
			<span className="wsc-prompt-quote-author">
				<Avatar person={by} />
				<span dir="auto">{by.name}</span>
				<NotePlace about={about} />
			</span>
			<div className="wsc-note-text" dir="auto">
				<LazyMarkdown text={markMentions(text, mentions)} />
			</div>
		</blockquote>
	));
}
