"use client";

import { useMemo } from "react";
import {
	type ApprovalItem,
	type Claim,
	isAtLeastRole,
	type Participant,
	type QuestionItem,
} from "../protocol/index.ts";
import { mayRelease } from "../rules/claims.ts";
import { useParticipants, useSelf } from "./state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "./store.tsx";
import { type ActionState, useAction } from "./useAction.ts";

/** Who takes care of a request, as `useClaim` returns it: `run(null)` takes it, `run(userId)` hands it over. */
export interface ClaimState extends ActionState<[userId: string | null]> {
	/** Who is on it; null if nobody has said so. */
	readonly claim: Claim | null;
	/** Whether that is the current user. */
	readonly isOwn: boolean;
	/** Whether the current user may take it. */
	readonly canClaim: boolean;
	/** Whether they may release it. */
	readonly canRelease: boolean;
	/** The others who have the workspace open and may answer. */
	readonly others: readonly Participant[];
	/** Says that nobody takes care of it any more. */
	readonly release: () => void;
}

/**
 * Who takes care of a permission request or a question that waits.
 *
 * @example
 * function Claimed({ item }: { item: ApprovalItem }) {
 * 	const { claim, canClaim, run } = useClaim(item);
 * 	if (claim) return <p>{`${claim.by.name} is on it`}</p>;
 * 	return canClaim ? <button type="button" onClick={() => run(null)}>I’m on it</button> : null;
 * }
 */
export function useClaim(item: ApprovalItem | QuestionItem): ClaimState {
	const store = useWorkspaceStore();
	const self = useSelf();
	const people = useParticipants();
	const least = useWorkspaceSelector(({ approvalRole, questionRole }) =>
		item.kind === "question" ? questionRole : (item.requirements?.role ?? approvalRole),
	);
	const others = useMemo(
		() => people.filter(({ userId, role }) => userId !== self?.userId && least && isAtLeastRole(role, least)),
		[people, self?.userId, least],
	);
	const claiming = useAction((userId: string | null) => store.claimRequest(item.id, userId ?? undefined));
	const releasing = useAction(() => store.releaseRequest(item.id));
	const claim = item.claim ?? null;
	const mayAct =
		(self?.allowedActions.includes("claimRequest") ?? false) &&
		(!least || isAtLeastRole(self?.role ?? "viewer", least));
	return {
		...claiming,
		error: claiming.error ?? releasing.error,
		claim,
		isOwn: claim !== null && claim.by.userId === self?.userId,
		canClaim: mayAct && claim?.by.userId !== self?.userId,
		canRelease: claim !== null && self !== null && mayRelease(claim, self),
		others,
		release: releasing.run,
	};
}
