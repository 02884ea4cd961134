"use client";

import { type KeyboardEvent, useState } from "react";
import { selectNotesOf } from "../../../core/state/notes.ts";
import { selectSuggests } from "../../../core/state/selectors.ts";
import type { ActionName, NoteItem } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useSelf } from "../../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../../react/store.tsx";
import { ActionButton, Button } from "../../primitives/Button.tsx";
import { useReturnFocus } from "../../primitives/focus.ts";
import { Icon, type IconProps } from "../../primitives/Icon.tsx";

interface NoteActionsProps {
	readonly note: NoteItem;
	/** Shows the emoji to choose from. */
	readonly onReact: () => void;
	readonly onEdit: () => void;
}

/** What the current user can do with a note: react, settle its thread, send it to the agent, edit and delete it. */
export function NoteActions({ note, onReact, onEdit }: NoteActionsProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const self = useSelf();
	const [isAsking, setAsking] = useState(false);
	const may = (action: ActionName) => self?.allowedActions.includes(action) ?? false;
	const suggests = useWorkspaceSelector(selectSuggests);
	const isOwn = note.by.userId === self?.userId;
	const isThread = note.threadId === null;
	const icon = (name: IconProps["name"], label: string, className?: string) => ({
		variant: "quiet" as const,
		className,
		"aria-label": label,
		title: label,
		children: <Icon name={name} />,
	});
	/** A thread with all that was said in it, and not deleted. */
	const sendToAgent = async () => {
		const notes = isThread ? selectNotesOf(note.id)(store.get()) : [note];
		// An error is shown by the prompt in the outbox.
		const quoted = { notes: notes.flatMap(({ id, deletedAt }) => (deletedAt === null ? [id] : [])) };
		const sent = suggests && may("suggestPrompt") ? store.suggestPrompt("", quoted) : store.prompt("", quoted);
		await sent.catch(() => {});
	};
	if (isAsking) return <DeleteConfirm noteId={note.id} onClose={() => setAsking(false)} />;
	const hasReplies = isThread && selectNotesOf(note.id)(store.get()).length > 1;
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset is for the controls of a form.
		<span className="wsc-note-actions" role="group" aria-label={labels.rowActions}>
			{may("reactToNote") && <Button {...icon("react", labels.reactToNote, "wsc-note-react")} onClick={onReact} />}
			{isThread && may("resolveNote") && (
				<ActionButton
					{...icon(note.resolved ? "retry" : "completed", note.resolved ? labels.reopenThread : labels.resolveThread)}
					onAction={() => store.resolveNote(note.id, note.resolved === null)}
				/>
			)}
			{(may("prompt") || suggests) && (
				<ActionButton
					{...icon("send", (suggests ? labels.suggestNote : labels.sendNoteToAgent)[hasReplies ? "thread" : "note"])}
					onAction={sendToAgent}
				/>
			)}
			{isOwn && may("editNote") && <Button {...icon("edit", labels.edit, "wsc-note-edit")} onClick={onEdit} />}
			{(isOwn || self?.role === "owner") && may("deleteNote") && (
				<Button {...icon("delete", labels.deleteNote, "wsc-note-delete")} onClick={() => setAsking(true)} />
			)}
		</span>
	);
}

interface DeleteConfirmProps {
	readonly noteId: string;
	readonly onClose: () => void;
}

/** Asks before a note is deleted. Its place in the timeline stays, with the name of its author. */
function DeleteConfirm({ noteId, onClose }: DeleteConfirmProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const ref = useReturnFocus<HTMLSpanElement>([".wsc-note", ".wsc-note-delete"], [".wsc-notes"], [".wsc-row"]);
	const handleKeyDown = (event: KeyboardEvent) => {
		if (event.key !== "Escape") return;
		event.preventDefault();
		event.stopPropagation();
		onClose();
	};
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset is for the controls of a form.
		<span
			ref={ref}
			className="wsc-note-actions"
			role="group"
			aria-label={labels.rowActions}
			data-open
			onKeyDown={handleKeyDown}
		>
			<span className="wsc-faint">{labels.deleteNoteConfirm}</span>
			<ActionButton autoFocus onAction={() => store.deleteNote(noteId)}>
				{labels.deleteNote}
			</ActionButton>
			<Button variant="quiet" onClick={onClose}>
				{labels.cancel}
			</Button>
		</span>
	);
}
