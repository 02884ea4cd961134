"use client";
import type { QuestionReply } from "../core/store/workspaceStore.ts";
import type { QuestionItem } from "../protocol/index.ts";
import { useSelf } from "./state.ts";
import { useWorkspaceStore } from "./store.tsx";
import { type ActionState, useAction } from "./useAction.ts";

/** How a question of the agent can be answered, as `useAnswerQuestion` returns it: `run(reply)` answers it. */
export interface AnswerQuestionState extends ActionState<[reply: QuestionReply]> {
	/** Whether the current user may answer; true until it is known. */
	readonly canAnswer: boolean;
}

/**
 * The behaviour of a question's buttons: whether the current user may answer, and the progress and error of the answer.
 *
 * @param item - One of `useQuestions()`.
 * @example
 * function Confirm({ item }: { item: QuestionItem }) {
 * 	const { canAnswer, run, error } = useAnswerQuestion(item);
 * 	return (
 * 		<>
 * 			<p>{item.message}</p>
 * 			<button type="button" disabled={!canAnswer} onClick={() => run({ action: "accept", answer: { sure: true } })}>Yes</button>
 * 			<button type="button" disabled={!canAnswer} onClick={() => run({ action: "decline" })}>No</button>
 * 			{error && <p role="alert">{error.message}</p>}
 * 		</>
 * 	);
 * }
 */
export function useAnswerQuestion({ id }: Pick<QuestionItem, "id">): AnswerQuestionState {
	const store = useWorkspaceStore();
	const self = useSelf();
	const canAnswer = !self || self.allowedActions.includes("answerQuestion");
	const answer = useAction((reply: QuestionReply) => store.answerQuestion(id, reply));
	return { ...answer, canAnswer };
}
