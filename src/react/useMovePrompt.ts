"use client";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { PromptItem, WorkspaceErrorInfo } from "../protocol/index.ts";
import { useSelf } from "./state.ts";
import { useWorkspaceStore } from "./store.tsx";
import { useAction } from "./useCommand.ts";

export interface MovePromptState {
	/** Whether it is this person's to change. */
	readonly canChange: boolean;
	/** Whether there is anywhere to move it to, for them. */
	readonly isMovable: boolean;
	readonly canMove: (step: -1 | 1) => boolean;
	readonly move: (step: -1 | 1) => void;
	/** Alt with an arrow. */
	readonly handleKeyDown: (event: KeyboardEvent) => void;
	/** This person has moved it. */
	readonly hasMoved: boolean;
	readonly error: WorkspaceErrorInfo | null;
}

const KEY_STEPS: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };

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
	const you = useSelf();
	const [hasMoved, setMoved] = useState(false);
	const place = waiting.indexOf(prompt);
	const canChange = you?.role === "owner" || you?.userId === prompt.by.userId;
	const isMovable = canChange && (you?.allowedActions.includes("movePrompt") ?? false) && waiting.length > 1;
	const command = useAction((before: string | null) => store.movePrompt(prompt.id, before));

	const held = useRef<Element | null>(null);
	useLayoutEffect(() => {
		// A browser takes the focus away from what changes its place in the page.
		if (place >= 0 && held.current instanceof HTMLElement) held.current.focus({ preventScroll: true });
		held.current = null;
	}, [place]);

	const canMove = (step: -1 | 1) => isMovable && waiting[place + step] !== undefined;
	function move(step: -1 | 1): void {
		if (!canMove(step)) return;
		setMoved(true);
		held.current = document.activeElement;
		command.run(waiting[step < 0 ? place - 1 : place + 2]?.id ?? null);
	}
	function handleKeyDown(event: KeyboardEvent): void {
		const step = KEY_STEPS[event.key];
		if (!step || !event.altKey || event.ctrlKey || event.metaKey) return;
		event.preventDefault();
		move(step);
	}
	return { canChange, isMovable, canMove, move, handleKeyDown, hasMoved, error: command.error };
}
