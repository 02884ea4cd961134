"use client";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { PromptItem, WorkspaceErrorInfo } from "../protocol/index.ts";
import { senderOf } from "../rules/queue.ts";
import { isWheelOfOther } from "../rules/wheel.ts";
import { useSelf, useSession } from "./state.ts";
import { useWorkspaceStore } from "./store.tsx";
import { useAction } from "./useAction.ts";

/** How a queued prompt can be moved, as `useMovePrompt` returns it. */
export interface MovePromptState {
	/**
	 * Whether the current user may change the prompt: its author and owners may, and of a suggestion whoever has sent it. Not
	 * while somebody else has the wheel.
	 */
	readonly canChange: boolean;
	/** Whether the current user may move it, and there is another position. */
	readonly isMovable: boolean;
	/** Whether the current user may move it up (-1) or down (1), and it is not the first or the last already. */
	readonly canMove: (step: -1 | 1) => boolean;
	/** Moves it up (-1) or down (1). Does nothing unless `canMove`. */
	readonly move: (step: -1 | 1) => void;
	/** Moves with Alt+↑ and Alt+↓. */
	readonly handleKeyDown: (event: KeyboardEvent) => void;
	/** Whether the current user has moved it since the hook was mounted. */
	readonly hasMoved: boolean;
	/** Why the last move failed. */
	readonly error: WorkspaceErrorInfo | null;
}

const KEY_STEPS: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };

/**
 * Moves a queued prompt up or down by one position. A button that moves along with the prompt keeps the focus.
 *
 * @param queue - The whole queue: `useQueue()`.
 * @example
 * function Sooner({ item }: { item: PromptItem }) {
 * 	const { canMove, move } = useMovePrompt(item, useQueue());
 * 	return <button type="button" disabled={!canMove(-1)} onClick={() => move(-1)}>Sooner</button>;
 * }
 */
export function useMovePrompt(prompt: PromptItem, queue: readonly PromptItem[]): MovePromptState {
	const store = useWorkspaceStore();
	const self = useSelf();
	const [hasMoved, setMoved] = useState(false);
	const index = queue.indexOf(prompt);
	const wheel = useSession()?.wheel;
	const isSender = self !== null && (self.role === "owner" || self.userId === senderOf(prompt).userId);
	const canChange = isSender && !isWheelOfOther(wheel, self);
	const isMovable = canChange && (self?.allowedActions.includes("movePrompt") ?? false) && queue.length > 1;
	const movePrompt = useAction((before: string | null) => store.movePrompt(prompt.id, before));

	const focused = useRef<Element | null>(null);
	useLayoutEffect(() => {
		// Browsers drop the focus of an element that moves in the document.
		if (index >= 0 && focused.current instanceof HTMLElement) focused.current.focus({ preventScroll: true });
		focused.current = null;
	}, [index]);

	const canMove = (step: -1 | 1) => isMovable && queue[index + step] !== undefined;
	function move(step: -1 | 1): void {
		if (!canMove(step)) return;
		setMoved(true);
		focused.current = document.activeElement;
		movePrompt.run(queue[step < 0 ? index - 1 : index + 2]?.id ?? null);
	}
	function handleKeyDown(event: KeyboardEvent): void {
		const step = KEY_STEPS[event.key];
		if (!step || !event.altKey || event.ctrlKey || event.metaKey) return;
		event.preventDefault();
		move(step);
	}
	return { canChange, isMovable, canMove, move, handleKeyDown, hasMoved, error: movePrompt.error };
}
