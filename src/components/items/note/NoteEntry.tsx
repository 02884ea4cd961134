"use client";

import { useState } from "react";
import type { NoteItem } from "../../../protocol/index.ts";
import { useNotes } from "../../../react/composer/useNotes.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useOptionalWorkspaceSelector, useOptionalWorkspaceStore } from "../../../react/store.tsx";
import { isNamed } from "../../../rules/mentions.ts";
import { LazyMarkdown } from "../../content/lazyContent.tsx";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { Avatar } from "../../primitives/Avatar.tsx";
import { useReturnFocus } from "../../primitives/focus.ts";
import { Icon } from "../../primitives/Icon.tsx";
import { LoadFullItem } from "../../primitives/LoadFullItem.tsx";
import { partClassName } from "../../primitives/partStyle.ts";
import { Time } from "../../primitives/Time.tsx";
import { useComponents } from "../../slots/ComponentsProvider.tsx";
import type { NoteEntryProps } from "../../slots/partProps.ts";
import { NoteActions } from "./NoteActions.tsx";
import { NoteForm } from "./NoteForm.tsx";
import { NotePlace } from "./NotePlace.tsx";
import { NoteReactions } from "./NoteReactions.tsx";
import { markMentions } from "./noteTexts.ts";

interface EditNoteProps {
	readonly note: NoteItem;
	readonly onClose: () => void;
}

function EditNote({ note, onClose }: EditNoteProps) {
	const labels = useLabels();
	const { edit } = useNotes(note.id);
	return (
		<NoteForm
			id={`${note.id}/edit`}
			label={labels.edit}
			submitLabel={labels.save}
			initialText={note.text}
			onSubmit={(text, chosen) => edit(note.id, text, chosen)}
			onClose={onClose}
		/>
	);
}

/**
 * What one person says to the others, with its author, its reactions, and in a workspace what one can do with it.
 *
 * Data attributes: `data-self` for one's own, `data-mentions-self` if it names the current user, `data-deleted`,
 * `data-resolved`.
 */
export function NoteEntry({ item, className }: NoteEntryProps) {
	const labels = useLabels();
	const store = useOptionalWorkspaceStore();
	const self = useOptionalWorkspaceSelector((state) => state.self?.userId ?? null);
	// A settled thread is folded with the button that has settled it.
	const ref = useReturnFocus<HTMLElement>([".wsc-notes", ".wsc-notes-opener"], [".wsc-notes"], [".wsc-row"]);
	const [isEditing, setEditing] = useState(false);
	const [isChoosing, setChoosing] = useState(false);
	const { by, text, mentions, about, threadId, editedAt, deletedAt, resolved } = item;
	if (deletedAt !== null)
		return (
			<p className={partClassName("wsc-note", className)} data-deleted>
				<Icon name="note" />
				<span dir="auto">{labels.noteDeleted(by.name)}</span>
				<Time at={deletedAt} />
			</p>
		);
	return (
		<article
			ref={ref}
			className={partClassName("wsc-note", className)}
			data-self={by.userId === self || undefined}
			data-mentions-self={isNamed(mentions, self) || undefined}
			data-resolved={resolved !== null || undefined}
			aria-label={labels.noteBy(by.name)}
			tabIndex={-1}
		>
			<div className="wsc-note-head">
				<Avatar person={by} />
				<span className="wsc-author" dir="auto">
					{by.name}
				</span>
				<Time at={item.createdAt} />
				{threadId === null && about?.line !== undefined && <NotePlace about={about} />}
				{editedAt !== null && (
					<span className="wsc-faint" title={labels.dateTime(editedAt)}>
						{labels.noteEdited}
					</span>
				)}
				{resolved && <span className="wsc-badge">{labels.noteResolved(resolved.by.name)}</span>}
				{store && !isEditing && (
					<NoteActions note={item} onReact={() => setChoosing(!isChoosing)} onEdit={() => setEditing(true)} />
				)}
			</div>
			{isEditing ? (
				<EditNote note={item} onClose={() => setEditing(false)} />
			) : (
				<div className="wsc-note-text" dir="auto">
					<LazyMarkdown text={markMentions(text, mentions)} />
				</div>
			)}
			<LoadFullItem item={item} />
			<NoteReactions note={item} isChoosing={isChoosing} onChosen={() => setChoosing(false)} />
		</article>
	);
}

/** A note, rendered by our part or by the host's. */
export function NoteView({ item }: ItemViewProps<NoteItem>) {
	const { Note: Part = NoteEntry } = useComponents();
	return <Part item={item} />;
}

export const noteKind: ItemKind<NoteItem> = {
	View: NoteView,
	name: ({ text }) => text,
	estimateHeight: ({ deletedAt }) => (deletedAt === null ? 72 : 28),
	isFromAgent: false,
};
