"use client";
import { useMemo } from "react";
import { titleWithRelativePaths } from "../core/paths.ts";
import { selectActiveItemId, selectPlanStep } from "../core/state/selectors.ts";
import type { Turn } from "../protocol/index.ts";
import { useApprovals, useTurn } from "./state.ts";
import { useWorkspaceSelector } from "./store.tsx";

/** What the agent is doing: the first of these that applies. */
export type Activity =
	| { readonly kind: "stopping"; readonly by: string | null }
	/** A permission request waits for a person. */
	| { readonly kind: "waiting" }
	| { readonly kind: "writing" }
	| { readonly kind: "thinking" }
	/** The title of the running tool call, written by the agent, with paths relative to its folder. */
	| { readonly kind: "calling"; readonly title: string }
	/** The current step of the agent's plan, if nothing else applies. Written by the agent. */
	| { readonly kind: "following"; readonly step: string }
	| { readonly kind: "working" };

/**
 * What the agent is doing now, for a status line; null between turns. Changes with the activity, not on each streamed word.
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
	// Searches the turn backwards, so only if no open item describes the activity.
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
	/** The kind of the newest open item. */
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
