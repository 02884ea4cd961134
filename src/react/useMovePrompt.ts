"use client";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { PromptItem, WorkspaceFault } from "../protocol/index.ts";
import { useCommand } from "./useCommand.ts";
import { useWorkspaceStore } from "./useWorkspaceStore.ts";
import { useYou } from "./useYou.ts";

export interface MovePromptState {
	/** Whether it is this person's to change. */
	readonly own: boolean;
	/** Whether there is anywhere to move it to, for them. */
	readonly allowed: boolean;
	readonly can: (step: -1 | 1) => boolean;
	readonly by: (step: -1 | 1) => void;
	/** Alt with an arrow. */
	readonly handleKey: (event: KeyboardEvent) => void;
	/** This person has moved it. */
	readonly moved: boolean;
	readonly error: WorkspaceFault | null;
}

const STEPS: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };

/**
 * Moves a prompt that waits up or down by one, for who may. A button that is moved with it keeps the focus.
 *
 * @param waiting - All that wait: `useQueue()`.
 * @example
 * const waiting = useQueue();
 * const move = useMovePrompt(prompt, waiting);
 * return <button type="button" disabled={!move.can(-1)} onClick={() => move.by(-1)}>Sooner</button>;
 */
export function useMovePrompt(prompt: PromptItem, waiting: readonly PromptItem[]): MovePromptState {
	const store = useWorkspaceStore();
	const you = useYou();
	const [moved, setMoved] = useState(false);
	const place = waiting.indexOf(prompt);
	const own = you?.role === "owner" || you?.userId === prompt.by.userId;
	const allowed = own && (you?.allowed.includes("move") ?? false) && waiting.length > 1;
	const command = useCommand((before: string | null) => store.move(prompt.id, before));

	const held = useRef<Element | null>(null);
	useLayoutEffect(() => {
		// A browser takes the focus away from what changes its place in the page.
		if (place >= 0 && held.current instanceof HTMLElement) held.current.focus({ preventScroll: true });
		held.current = null;
	}, [place]);

	const can = (step: -1 | 1) => allowed && waiting[place + step] !== undefined;
	function by(step: -1 | 1): void {
		if (!can(step)) return;
		setMoved(true);
		held.current = document.activeElement;
		command.run(waiting[step < 0 ? place - 1 : place + 2]?.id ?? null);
	}
	function handleKey(event: KeyboardEvent): void {
		const step = STEPS[event.key];
		if (!step || !event.altKey || event.ctrlKey || event.metaKey) return;
		event.preventDefault();
		by(step);
	}
	return { own, allowed, can, by, handleKey, moved, error: command.error };
}
