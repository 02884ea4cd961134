"use client";
import { type KeyboardEvent, useState } from "react";
import { hasModifier } from "../key/hasModifier.ts";
import type { Completion } from "./completion.ts";

export interface CompletionListOptions {
	/** What there is to choose from now. */
	readonly completions: readonly Completion[];
	/** What the text field holds. */
	readonly text: string;
	/** What is being completed; null for nothing. */
	readonly subject: string | null;
	readonly onAccept: (completion: Completion) => void;
}

export interface CompletionListState {
	/** What may be chosen; empty while there is nothing to choose. */
	readonly completions: readonly Completion[];
	/** The one that Enter takes. */
	readonly active: Completion | undefined;
	/** Makes it the one that Enter takes. */
	readonly setActive: (completion: Completion) => void;
	readonly accept: (completion: Completion) => void;
	/** Looks at each key, and says whether it is used up. */
	readonly handleKeyDown: (event: KeyboardEvent) => boolean;
}

const KEY_STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };

/** What a text may become, to choose from while it is typed. Escape puts it away until something else is to be completed. */
export function useCompletionList(options: CompletionListOptions): CompletionListState {
	const { text, subject, onAccept: accept } = options;
	const [pointed, setPointed] = useState<string | null>(null);
	const [closed, setClosed] = useState<string | null>(null);
	if (closed !== null && closed !== subject) setClosed(null);

	const completions = closed === null ? options.completions : [];
	const active = completions.find(({ text: other }) => other === pointed) ?? completions[0];

	const move = (from: Completion, step: number) =>
		setPointed(completions.at((completions.indexOf(from) + step) % completions.length)?.text ?? null);

	function handleKeyDown(event: KeyboardEvent): boolean {
		if (!active || hasModifier(event)) return false;
		const step = KEY_STEPS[event.key];
		if (step) move(active, step);
		else if (event.key === "Escape") setClosed(subject);
		// What is typed out has nothing left to complete: Enter sends it.
		else if (event.key === "Tab" || (event.key === "Enter" && text !== active.text.trimEnd())) accept(active);
		else return false;
		return true;
	}

	return { completions, active, setActive: ({ text: other }) => setPointed(other), accept, handleKeyDown };
}
