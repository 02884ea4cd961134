"use client";
import type { KeyboardEvent } from "react";
import { type ApprovalItem, isAtLeastRole } from "../protocol/index.ts";
import { hasModifier } from "./keyboard.ts";
import { useSelf } from "./state.ts";
import { useWorkspaceStore } from "./store.tsx";
import { type ActionState, useAction } from "./useCommand.ts";

export interface AnswerApprovalState extends ActionState<[optionId: string]> {
	/** Whether this person may answer; true until it is known. */
	readonly canAnswer: boolean;
	/** Takes the option that has the number of the key. No other key answers: Escape is pressed by habit. */
	readonly handleKeyDown: (event: KeyboardEvent) => void;
}

/**
 * What a permission needs to be answered, without its looks: whether this person may, the answer on its way or refused,
 * and the keys 1 to 9. `run` takes an `optionId`.
 *
 * @param item - One of `useApprovals()`.
 * @example
 * const { allowed, run, error } = useAnswerApproval(item);
 * return item.options.map(({ optionId, name }) => (
 * 	<button key={optionId} type="button" disabled={!allowed} onClick={() => run(optionId)}>{name}</button>
 * ));
 */
export function useAnswerApproval(item: ApprovalItem): AnswerApprovalState {
	const store = useWorkspaceStore();
	const you = useSelf();
	const canAnswer =
		!you ||
		(you.allowedActions.includes("answerApproval") && isAtLeastRole(you.role, item.requirements?.role ?? "viewer"));
	const answer = useAction((optionId: string) => store.answerApproval(item.id, optionId));

	function handleKeyDown(event: KeyboardEvent) {
		// A key that is held down may have been meant for the permission before.
		if (!canAnswer || event.repeat || hasModifier(event)) return;
		const option = item.options.find((_, index) => event.key === optionKey(index));
		if (option) answer.run(option.optionId);
	}

	return { ...answer, canAnswer, handleKeyDown };
}

/** The key that takes the option at `index`; none after the ninth. */
export function optionKey(index: number): string | undefined {
	return index < 9 ? `${index + 1}` : undefined;
}
