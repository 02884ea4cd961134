"use client";
import type { KeyboardEvent } from "react";
import type { ApprovalItem } from "../protocol/index.ts";
import { mayAnswerApproval } from "../rules/approvals.ts";
import { hasModifier } from "./keyboard.ts";
import { useSelf } from "./state.ts";
import { useWorkspaceStore } from "./store.tsx";
import { type ActionState, useAction } from "./useAction.ts";

/** How a permission request can be answered, as `useAnswerApproval` returns it: `run(optionId)` answers it. */
export interface AnswerApprovalState extends ActionState<[optionId: string]> {
	/** Whether the current user may answer; true until it is known. */
	readonly canAnswer: boolean;
	/** Answers with the option of the pressed digit, 1 to 9. No other key answers: Escape is pressed by habit. */
	readonly handleKeyDown: (event: KeyboardEvent) => void;
}

/**
 * The behaviour of an approval's buttons: whether the current user may answer, the progress and error of the answer, and
 * the keys 1 to 9. `run` takes an `optionId`.
 *
 * @param item - One of `useApprovals()`.
 * @example
 * function Answers({ item }: { item: ApprovalItem }) {
 * 	const { canAnswer, run, error } = useAnswerApproval(item);
 * 	return (
 * 		<>
 * 			{item.options.map(({ optionId, name }) => (
 * 				<button key={optionId} type="button" disabled={!canAnswer} onClick={() => run(optionId)}>{name}</button>
 * 			))}
 * 			{error && <p role="alert">{error.message}</p>}
 * 		</>
 * 	);
 * }
 */
export function useAnswerApproval(item: ApprovalItem): AnswerApprovalState {
	const store = useWorkspaceStore();
	const self = useSelf();
	const canAnswer = !self || mayAnswerApproval(item, self);
	const answer = useAction((optionId: string) => store.answerApproval(item.id, optionId));

	function handleKeyDown(event: KeyboardEvent) {
		// A key that is still held down was meant for the previous approval.
		if (!canAnswer || event.repeat || hasModifier(event)) return;
		const option = item.options.find((_, index) => event.key === optionKey(index));
		if (option) answer.run(option.optionId);
	}

	return { ...answer, canAnswer, handleKeyDown };
}

/** The key that selects the option at `index`; none after the ninth. */
export function optionKey(index: number): string | undefined {
	return index < 9 ? `${index + 1}` : undefined;
}
