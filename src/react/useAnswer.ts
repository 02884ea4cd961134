"use client";
import type { KeyboardEvent } from "react";
import { type ApprovalItem, reachesRole } from "../protocol/index.ts";
import { hasModifier } from "./key/hasModifier.ts";
import { type CommandState, useCommand } from "./useCommand.ts";
import { useWorkspaceStore } from "./useWorkspaceStore.ts";
import { useYou } from "./useYou.ts";

export interface AnswerState extends CommandState<[optionId: string]> {
	/** Whether this person may answer; true until it is known. */
	readonly allowed: boolean;
	/** Takes the option that has the number of the key. No other key answers: Escape is pressed by habit. */
	readonly handleKey: (event: KeyboardEvent) => void;
}

/**
 * What a permission needs to be answered, without its looks: whether this person may, the answer on its way or refused,
 * and the keys 1 to 9. `run` takes an `optionId`.
 *
 * @param item - One of `useApprovals()`.
 * @example
 * const { allowed, run, error } = useAnswer(item);
 * return item.options.map(({ optionId, name }) => (
 * 	<button key={optionId} type="button" disabled={!allowed} onClick={() => run(optionId)}>{name}</button>
 * ));
 */
export function useAnswer(item: ApprovalItem): AnswerState {
	const store = useWorkspaceStore();
	const you = useYou();
	const allowed = !you || (you.allowed.includes("answer") && reachesRole(you.role, item.needs?.role ?? "viewer"));
	const answer = useCommand((optionId: string) => store.answer(item.id, optionId));

	function handleKey(event: KeyboardEvent) {
		// A key that is held down may have been meant for the permission before.
		if (!allowed || event.repeat || hasModifier(event)) return;
		const option = item.options.find((_, index) => event.key === numberKey(index));
		if (option) answer.run(option.optionId);
	}

	return { ...answer, allowed, handleKey };
}

/** The key that takes the option at `index`; none after the ninth. */
export function numberKey(index: number): string | undefined {
	return index < 9 ? `${index + 1}` : undefined;
}
