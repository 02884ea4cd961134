"use client";
import { useMemo } from "react";
import { titleWithRelativePaths } from "../core/paths.ts";
import { selectActiveItemId, selectPlanStep } from "../core/state/selectors.ts";
import type { Turn } from "../protocol/index.ts";
import { useApprovals, useTurn } from "./state.ts";
import { useWorkspaceSelector } from "./store.tsx";

/** What the agent is at: the first of these that is so. */
export type Activity =
	| { readonly kind: "stopping"; readonly by: string | null }
	/** For a person's answer to a permission. */
	| { readonly kind: "waiting" }
	| { readonly kind: "writing" }
	| { readonly kind: "thinking" }
	/** The title as our parts show it, with paths from the agent's folder on. The agent wrote it. */
	| { readonly kind: "calling"; readonly title: string }
	/** The step its plan is at, while nothing newer says more. The agent wrote it. */
	| { readonly kind: "following"; readonly step: string }
	| { readonly kind: "working" };

/**
 * What the agent does now, to be put into words; null between turns. Changes with what it does, not with each word of it.
 *
 * @example
 * const activity = useActivity();
 * return <p role="status">{activity?.kind === "calling" ? activity.title : activity?.kind}</p>;
 */
export function useActivity(): Activity | null {
	const turn = useTurn();
	const isWaiting = useApprovals().length > 0;
	const id = useWorkspaceSelector(selectActiveItemId) ?? "";
	const kind = useWorkspaceSelector((state) => state.items.get(id)?.kind);
	// The way back through the turn is gone only while nothing newer says what happens.
	const step = useWorkspaceSelector((state) => (kind === undefined ? selectPlanStep(state) : null));
	const title = useWorkspaceSelector((state) => {
		const item = state.items.get(id);
		return item?.kind === "tool_call" ? titleWithRelativePaths(item, state.session?.cwd ?? null) : null;
	});
	return useMemo(
		() => turn && currentActivity(turn, { isWaiting, kind, title, step }),
		[turn, isWaiting, kind, title, step],
	);
}

interface ActivityInputs {
	readonly isWaiting: boolean;
	/** Of the item that is not finished. */
	readonly kind: string | undefined;
	readonly title: string | null;
	readonly step: string | null;
}

function currentActivity({ state, stoppedBy }: Turn, { isWaiting, kind, title, step }: ActivityInputs): Activity {
	if (state === "stopping") return { kind: "stopping", by: stoppedBy?.name ?? null };
	if (isWaiting) return { kind: "waiting" };
	if (kind === "message") return { kind: "writing" };
	if (kind === "thought") return { kind: "thinking" };
	if (title) return { kind: "calling", title };
	return step ? { kind: "following", step } : { kind: "working" };
}
