"use client";

import { type KeyboardEvent, useRef } from "react";
import type { WorkspaceState } from "../../core/index.ts";
import { hasModifier } from "../keyboard.ts";
import { useWorkspaceStore } from "../store.tsx";
import type { ControlledField } from "./useCompletions.ts";

/** The current user's earlier prompts, newest first, without duplicates; as far back as the timeline is loaded. */
function selectOwnPrompts({ items, queue, outbox, self }: WorkspaceState): readonly string[] {
	const sent = [...items.values(), ...queue]
		.filter((item) => item.kind === "prompt")
		.filter((prompt) => prompt.by.userId === self?.userId)
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
 * field. A recalled prompt that is changed is a draft like any other. The history is as long as the loaded timeline.
 *
 * @returns A key handler that returns whether it handled the key.
 * @example
 * const { draft, setDraft } = useComposer();
 * const handleKeyDown = usePromptHistory({ value: draft, onChange: setDraft });
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
	onChange,
}: ControlledField): (event: KeyboardEvent<HTMLTextAreaElement>) => boolean {
	const store = useWorkspaceStore();
	const recall = useRef<HistoryPosition | null>(null);

	function show(next: HistoryPosition): boolean {
		recall.current = next;
		onChange(next.prompts[next.index] ?? "");
		return true;
	}

	return (event) => {
		const last = recall.current;
		const current = last && last.prompts[last.index] === value ? last : null;
		if (current && event.key === "Escape") return show({ ...current, index: -1 });
		const step = STEPS[event.key];
		if (!step || hasModifier(event) || !(current ? isCaretAtEdge(event.currentTarget) : value === "")) return false;
		const { prompts, index } = current ?? { prompts: selectOwnPrompts(store.get()), index: -1 };
		const next = Math.min(index + step, prompts.length - 1);
		return next >= -1 && next !== index && show({ prompts, index: next });
	};
}

/** Whether the caret is at the start or the end, so that an arrow key has no line to go to. */
function isCaretAtEdge({ selectionStart, selectionEnd, value }: HTMLTextAreaElement): boolean {
	return selectionStart === selectionEnd && (selectionEnd === 0 || selectionEnd === value.length);
}
