"use client";

import {
	createContext,
	type FormEvent,
	type KeyboardEvent,
	type RefObject,
	useContext,
	useEffect,
	useId,
	useRef,
	useState,
} from "react";
import type { WorkspaceStore } from "../../../core/index.ts";
import { chooseMention } from "../../../core/state/notes.ts";
import { LIMITS, type Mention } from "../../../protocol/index.ts";
import { useCompletions } from "../../../react/composer/useCompletions.ts";
import { isComposing } from "../../../react/keyboard.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { useWorkspaceStore } from "../../../react/store.tsx";
import { useAction } from "../../../react/useAction.ts";
import { CompletionList, completionId } from "../../primitives/CompletionList.tsx";
import { ActionError } from "../../primitives/ErrorMessage.tsx";
import { useReturnFocus } from "../../primitives/focus.ts";
import { useAutosize } from "../../primitives/useAutosize.ts";

interface TypedNote {
	readonly text: string;
	/** Whom its author has chosen for the names in it. */
	readonly chosen: readonly Mention[];
}

/** What was typed, by the id of the form: the rows of a virtual list come and go. */
const typedNotes = new WeakMap<WorkspaceStore, Map<string, TypedNote>>();

/** The ids of the forms in which something was typed, and that begin so. */
export function findTypedNotes(store: WorkspaceStore, start: string): readonly string[] {
	return [...(typedNotes.get(store)?.keys() ?? [])].filter((id) => id.startsWith(start));
}

function useTypedNote(id: string, initial: string) {
	const store = useWorkspaceStore();
	const [typed, setTyped] = useState<TypedNote>(() => typedNotes.get(store)?.get(id) ?? { text: initial, chosen: [] });
	const read = () => typedNotes.get(store)?.get(id) ?? typed;
	const write = (next: TypedNote) => {
		const notes = typedNotes.get(store) ?? new Map<string, TypedNote>();
		if (next.text === "") notes.delete(id);
		else notes.set(id, next);
		typedNotes.set(store, notes);
		setTyped(next);
	};
	return {
		...typed,
		setText: (text: string) => write({ ...read(), text }),
		choose: (mention: Mention) => write({ ...read(), chosen: chooseMention(read().chosen, mention) }),
	};
}

/** Is told that a form for a note is open, and that it no longer is: for what must not go away meanwhile. */
export const OpenNoteFormsContext = createContext<(change: 1 | -1) => void>(() => {});

/**
 * Gives the field the focus when somebody opens the form, and not when they only scroll back to it: whoever opens it has
 * just pressed a button, which may be gone by now.
 *
 * @param isTyped - Whether something was typed in it before.
 */
function useFocusWhenOpened(field: RefObject<HTMLElement | null>, isTyped: boolean): void {
	const wasTyped = useRef(isTyped);
	useEffect(() => {
		const { activeElement, body } = document;
		const isElsewhere = activeElement?.matches("textarea, input, .wsc-scroller") === true;
		if (!isElsewhere && !(wasTyped.current && activeElement === body)) field.current?.focus();
	}, [field]);
}

/** Where the form was opened: a note that was changed, a thread, a line of a diff, a request. */
const RETURN_PLACES = [
	[".wsc-note", ".wsc-note-edit"],
	[".wsc-notes", ".wsc-note-reply"],
	[".wsc-notes"],
	[".wsc-diff", ".wsc-diff-add-note"],
	[".wsc-approval", ".wsc-approval-note"],
	[".wsc-row"],
] as const;

interface NoteFormProps {
	/** Of the form, in the workspace. */
	readonly id: string;
	/** Its name, and what its button says. */
	readonly label: string;
	readonly submitLabel: string;
	/** The text to change. Default: none. */
	readonly initialText?: string | undefined;
	/** Receives the text, and whom its author has chosen from those whom it may name. */
	readonly onSubmit: (text: string, chosen: readonly Mention[]) => Promise<unknown>;
	/** The note is stored, or its author has changed their mind. */
	readonly onClose: () => void;
}

/** A text field for a note. Enter stores it, Shift+Enter starts a new line, Escape closes it, and `@` names people and files. */
export function NoteForm({ id, label, submitLabel, initialText = "", onSubmit, onClose }: NoteFormProps) {
	const labels = useLabels();
	const form = useReturnFocus<HTMLFormElement>(...RETURN_PLACES);
	const field = useRef<HTMLTextAreaElement>(null);
	const listId = useId();
	const { text, chosen, setText, choose } = useTypedNote(id, initialText);
	useAutosize(field, text);
	const list = useCompletions(field, { value: text, onChange: setText, onMention: choose, commands: false });
	const close = () => {
		setText("");
		onClose();
	};
	const action = useAction(async () => {
		await onSubmit(text, chosen);
		close();
	});
	const isTooLong = text.length > LIMITS.noteCharacters;
	const canSubmit = text.trim() !== "" && !isTooLong && !action.pending;
	useFocusWhenOpened(field, text !== initialText);
	const countForms = useContext(OpenNoteFormsContext);
	useEffect(() => {
		countForms(1);
		return () => countForms(-1);
	}, [countForms]);
	const isListOpen = list.active !== undefined;
	useEffect(() => {
		// Absent in jsdom.
		if (isListOpen) form.current?.querySelector('[role="listbox"]')?.scrollIntoView?.({ block: "nearest" });
	}, [form, isListOpen]);

	const submit = (event: FormEvent | KeyboardEvent) => {
		event.preventDefault();
		if (canSubmit) action.run();
	};
	const handleKeyDown = (event: KeyboardEvent) => {
		if (isComposing(event)) return;
		if (list.handleKeyDown(event)) return event.preventDefault();
		if (event.key === "Enter" && !event.shiftKey) submit(event);
		else if (event.key === "Escape") {
			event.preventDefault();
			close();
		}
	};
	return (
		<form ref={form} className="wsc-note-form" aria-label={label} onSubmit={submit}>
			<textarea
				ref={field}
				className="wsc-note-field"
				dir="auto"
				rows={1}
				value={text}
				placeholder={labels.composerNotePlaceholder}
				aria-label={label}
				aria-invalid={isTooLong || undefined}
				aria-busy={action.pending || undefined}
				aria-autocomplete="list"
				aria-controls={list.active && listId}
				aria-activedescendant={list.active && completionId(listId, list.completions.indexOf(list.active))}
				onChange={(event) => {
					list.updateCaret(event.target);
					setText(event.target.value);
				}}
				onSelect={(event) => list.updateCaret(event.currentTarget)}
				onKeyDown={handleKeyDown}
			/>
			{list.active && <CompletionList id={listId} label={labels[list.kind]} list={list} />}
			<span className="wsc-note-form-buttons">
				{isTooLong && (
					<span className="wsc-faint" role="status">
						{labels.noteTooLong(text.length, LIMITS.noteCharacters)}
					</span>
				)}
				<button type="submit" className="wsc-link" aria-disabled={!canSubmit || undefined}>
					{submitLabel}
				</button>
				<button type="button" className="wsc-link" onClick={close}>
					{labels.cancel}
				</button>
			</span>
			<ActionError error={action.error} />
		</form>
	);
}
