"use client";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Command } from "../../protocol/index.ts";
import { completeCommand } from "./completeCommand.ts";
import { completeMention } from "./completeMention.ts";
import type { Completion } from "./completion.ts";
import { findMention } from "./findMention.ts";
import { type CompletionListState, useCompletionList } from "./useCompletionList.ts";
import { useFoundFiles } from "./useFoundFiles.ts";

export interface Completions {
	readonly kind: "commands" | "files";
	readonly list: CompletionListState;
	/** For the field: the caret has moved, with the text or without. */
	readonly followCaret: (field: HTMLTextAreaElement) => void;
}

/** What the text of a field may become: a slash command at its beginning, or a file where the caret follows an `@`. */
export function useCompletions(
	field: RefObject<HTMLTextAreaElement | null>,
	{ value, onChange, commands }: CompletedText,
): Completions {
	const [caret, setCaret] = useState(0);
	const taken = useRef<number | null>(null);
	const mention = findMention(value, caret);
	const files = useFoundFiles(mention?.query ?? null);
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
		kind: mention ? "files" : "commands",
		list,
		followCaret: ({ selectionStart, selectionEnd }) => setCaret(selectionStart === selectionEnd ? selectionEnd : 0),
	};
}

export interface CompletedText {
	readonly value: string;
	readonly onChange: (value: string) => void;
	/** What may be called with a slash at the start. */
	readonly commands: readonly Command[];
}
