"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { SlashCommand } from "../../protocol/index.ts";
import { useSession } from "../useSession.ts";
import { completeCommand } from "./completeCommand.ts";
import { completeMention } from "./completeMention.ts";
import type { Completion } from "./completion.ts";
import type { ControlledField } from "./editedField.ts";
import { findMention } from "./findMention.ts";
import { type CompletionListState, useCompletionList } from "./useCompletionList.ts";
import { useFileSearch } from "./useFoundFiles.ts";

const NO_SLASH_COMMANDS: readonly SlashCommand[] = [];

export interface CompletionsState extends CompletionListState {
	/** What they are. */
	readonly kind: "commands" | "files";
	/** For the field's `onChange` and `onSelect`: the caret has moved, with the text or without. */
	readonly updateCaret: (field: HTMLTextAreaElement) => void;
}

/**
 * What the text of a field may become: one of the agent's slash commands at its beginning, or a file of the sandbox where
 * the caret follows an `@`. ↑ and ↓ go through them, Enter and Tab take one, Escape puts them away until something else is
 * to be completed. Files are looked for a moment after the last key, and only where this person may.
 *
 * @param field - The text field that shows `value`: the caret is put behind what was taken.
 * @example
 * function Field({ value, onChange }: { value: string; onChange: (value: string) => void }) {
 * 	const field = useRef<HTMLTextAreaElement>(null);
 * 	const { completions, active, accept, handleTabKey, followCaret } = useCompletions(field, { value, onChange });
 * 	return (
 * 		<>
 * 			<textarea
 * 				ref={field}
 * 				value={value}
 * 				onChange={({ target }) => (followCaret(target), onChange(target.value))}
 * 				onSelect={({ currentTarget }) => followCaret(currentTarget)}
 * 				onKeyDown={(event) => handleTabKey(event) && event.preventDefault()}
 * 			/>
 * 			{completions.map((completion) => (
 * 				<button key={completion.text} type="button" onClick={() => accept(completion)}>
 * 					{completion === active ? `› ${completion.name}` : completion.name}
 * 				</button>
 * 			))}
 * 		</>
 * 	);
 * }
 */
export function useCompletions(
	field: RefObject<HTMLTextAreaElement | null>,
	{ value, onChange }: ControlledField,
): CompletionsState {
	const commands = useSession()?.commands ?? NO_SLASH_COMMANDS;
	const [caret, setCaret] = useState(0);
	const taken = useRef<number | null>(null);
	const mention = findMention(value, caret);
	const files = useFileSearch(mention?.query ?? null);
	const list = useCompletionList({
		text: value,
		subject: mention ? `@${mention.start}` : value.startsWith("/") ? "/" : null,
		completions: mention ? completeMention(value, mention, files) : completeCommand(commands, value),
		onAccept(completion: Completion) {
			taken.current = completion.caret;
			onChange(completion.text);
		},
	});
	useEffect(() => {
		if (taken.current === null) return;
		// A text from outside takes the caret to its end.
		field.current?.setSelectionRange(taken.current, taken.current);
		setCaret(taken.current);
		taken.current = null;
	});
	return {
		...list,
		kind: mention ? "files" : "commands",
		updateCaret: ({ selectionStart, selectionEnd }) => setCaret(selectionStart === selectionEnd ? selectionEnd : 0),
	};
}
