"use client";

import { type KeyboardEvent, useRef } from "react";
import type { WorkspaceState } from "../../core/index.ts";
import { hasModifier } from "../keyboard.ts";
import { useWorkspaceStore } from "../store.tsx";
import { editFieldText } from "./editFieldText.ts";
import type { ControlledField } from "./useCompletions.ts";

/**
 * The current user's earlier prompts, newest first, without duplicates; as far back as the timeline is loaded. Not those
 * that were truncated for the wire: they would be sent again without their end.
 */
function selectOwnPrompts({ items, queue, outbox, self }: WorkspaceState): readonly string[] {
	const sent = [...items.values(), ...queue]
		.filter((item) => item.kind === "prompt")
		.filter((prompt) => prompt.by.userId === self?.userId && !prompt.truncated)
		.sort((one, other) => one.order - other.order);
	return [...new Set([...sent, ...outbox].map((prompt) => prompt.text).reverse())];
}

interface HistoryPosition {
	/** Newest first, as they were when the recall started: prompts sent meanwhile do not shift the positions. */
	readonly prompts: readonly string[];
	readonly index: number;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };

/**
 * Recalls the current user's earlier prompts in an empty text field: ↑ goes to older ones, ↓ back, Escape to the empty
 * field. A recalled prompt that is changed is a draft like any other. The history is as long as the loaded timeline. A
 * recalled prompt is inserted like typed text: the field emits `input`, and the person can undo it.
 *
 * @returns A key handler that returns whether it handled the key.
 * @example
 * const { draft, setDraft } = useComposer();
 * const handleKeyDown = usePromptHistory({ value: draft });
 * return (
 * 	<textarea
 * 		value={draft}
 * 		onChange={({ target }) => setDraft(target.value)}
 * 		onKeyDown={(event) => handleKeyDown(event) && event.preventDefault()}
 * 	/>
 * );
 */
export function usePromptHistory({
	value,
}: Pick<ControlledField, "value">): (event: KeyboardEvent<HTMLTextAreaElement>) => boolean {
	const store = useWorkspaceStore();
	const recall = useRef<HistoryPosition | null>(null);

	function show(field: HTMLTextAreaElement, next: HistoryPosition): boolean {
		const text = next.prompts[next.index] ?? "";
		recall.current = next;
		editFieldText(field, text, text.length);
		return true;
	}

	return (event) => {
		const field = event.currentTarget;
		const last = recall.current;
		const current = last && last.prompts[last.index] === value ? last : null;
		if (current && event.key === "Escape") return show(field, { ...current, index: -1 });
		const step = STEPS[event.key];
		if (!step || hasModifier(event) || !(current ? isCaretAtEdge(field) : value === "")) return false;
		const { prompts, index } = current ?? { prompts: selectOwnPrompts(store.get()), index: -1 };
		const next = Math.min(index + step, prompts.length - 1);
		return next >= -1 && next !== index && show(field, { prompts, index: next });
	};
}

/** Whether the caret is at the start or the end, so that an arrow key has no line to go to. */
function isCaretAtEdge({ selectionStart, selectionEnd, value }: HTMLTextAreaElement): boolean {
	return selectionStart === selectionEnd && (selectionEnd === 0 || selectionEnd === value.length);
}
