"use client";

import type { PromptItem } from "../protocol/index.ts";
import { isWheelOfOther } from "../rules/wheel.ts";
import { useSelf, useSession } from "./state.ts";
import { useWorkspaceStore } from "./store.tsx";
import { type ActionState, useAction } from "./useAction.ts";

/** What the current user can do with a suggestion, as `useSuggestion` returns it. */
export interface SuggestionState {
	/** Whether they may send and decline it: not while somebody else has the wheel. */
	readonly canDecide: boolean;
	/** Whether they may edit it: its author may, and whoever may decide. */
	readonly canEdit: boolean;
	/** Whether they may take it back: its author and owners may, by `store.withdrawPrompt`. */
	readonly canWithdraw: boolean;
	/** Sends it to the agent, if it still says what this person has read: else it is refused with `suggestion_changed`. */
	readonly send: ActionState<[]>;
	/** Declines it; an empty reason is none. */
	readonly decline: ActionState<[reason: string]>;
}

/**
 * What the current user can do with a suggestion. `useEditPrompt` edits it.
 *
 * @example
 * function Suggested({ item }: { item: PromptItem }) {
 * 	const { canDecide, send } = useSuggestion(item);
 * 	return <p>{item.text} {canDecide && <button type="button" onClick={send.run}>Send</button>}</p>;
 * }
 */
export function useSuggestion({ id, by, suggestion }: PromptItem): SuggestionState {
	const store = useWorkspaceStore();
	const self = useSelf();
	const wheel = useSession()?.wheel;
	const send = useAction(() => store.sendSuggestion(id, suggestion?.revision ?? 0));
	const decline = useAction((reason: string) => store.declineSuggestion(id, reason.trim() || undefined));
	const isOwn = self?.userId === by.userId;
	const may = (action: "sendSuggestion" | "editPrompt" | "withdrawPrompt") =>
		self?.allowedActions.includes(action) ?? false;
	const canDecide = self !== null && may("sendSuggestion") && !isWheelOfOther(wheel, self);
	return {
		canDecide,
		canEdit: (isOwn || canDecide) && may("editPrompt"),
		canWithdraw: (isOwn || self?.role === "owner") && may("withdrawPrompt"),
		send,
		decline,
	};
}
