"use client";

import { type KeyboardEvent, useRef } from "react";
import type { WorkspaceState } from "../../core/index.ts";
import { hasModifier } from "../keyboard.ts";
import { useWorkspaceStore } from "../store.tsx";
import type { ControlledField } from "./useCompletions.ts";

/** What this person has asked here before, newest first, each text once; as far back as the timeline is loaded. */
function selectOwnPrompts({ items, queue, outbox, self }: WorkspaceState): readonly string[] {
	const asked = [...items.values(), ...queue]
		.filter((item) => item.kind === "prompt")
		.filter((prompt) => prompt.by.userId === self?.userId)
		.sort((one, other) => one.order - other.order);
	return [...new Set([...asked, ...outbox].map((prompt) => prompt.text).reverse())];
}

interface HistoryPosition {
	/** Newest first, as they were when the walk began: what is sent meanwhile elsewhere moves nothing. */
	readonly prompts: readonly string[];
	readonly index: number;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };

/**
 * Walks through one's own earlier prompts from an empty text field: ↑ to older ones, ↓ back, Escape to the empty field.
 * A prompt that was found and then changed is a draft like any other. Prompts reach as far back as the timeline is loaded.
 *
 * @returns What looks at each key, and says whether the key is used up.
 * @example
 * const { draft, setDraft } = useComposer();
 * const handleTabKey = usePromptHistory({ value: draft, onChange: setDraft });
 * return (
 * 	<textarea
 * 		value={draft}
 * 		onChange={({ target }) => setDraft(target.value)}
 * 		onKeyDown={(event) => handleTabKey(event) && event.preventDefault()}
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
		const held = recall.current;
		const walk = held && held.prompts[held.index] === value ? held : null;
		if (walk && event.key === "Escape") return show({ ...walk, index: -1 });
		const step = STEPS[event.key];
		if (!step || hasModifier(event) || !(walk ? isCaretAtEdge(event.currentTarget) : value === "")) return false;
		const { prompts, index } = walk ?? { prompts: selectOwnPrompts(store.get()), index: -1 };
		const next = Math.min(index + step, prompts.length - 1);
		return next >= -1 && next !== index && show({ prompts, index: next });
	};
}

/** Whether an arrow has no line left to go to, so that it may mean something else. */
function isCaretAtEdge({ selectionStart, selectionEnd, value }: HTMLTextAreaElement): boolean {
	return selectionStart === selectionEnd && (selectionEnd === 0 || selectionEnd === value.length);
}
