"use client";
import { useMemo } from "react";
import { titleWithRelativePaths } from "../core/paths.ts";
import { selectActiveItemId, selectPlanStep } from "../core/state/selectors.ts";
import type { BackgroundWork, Turn } from "../protocol/index.ts";
import { useApprovals, useBackground, useQuestions, useTurn } from "./state.ts";
import { useWorkspaceSelector } from "./store.tsx";

/** What the agent is doing: the first of these that applies. */
export type Activity =
	| { readonly kind: "stopping"; readonly by: string | null }
	/** A permission request waits for a person. */
	| { readonly kind: "waiting" }
	/** A question of the agent waits for a person. */
	| { readonly kind: "asking" }
	| { readonly kind: "writing" }
	| { readonly kind: "thinking" }
	/** The title of the running tool call, written by the agent, with paths relative to its folder. */
	| { readonly kind: "calling"; readonly title: string }
	/** The current step of the agent's plan, if nothing else applies. Written by the agent. */
	| { readonly kind: "following"; readonly step: string }
	| { readonly kind: "working" }
	/** Between turns: the title of the task that runs longest, and how many more run. Null while the agent only speaks. */
	| { readonly kind: "background"; readonly title: string | null; readonly others: number };

/**
 * What the agent is doing now, for a status line; null while it does nothing. Changes with the activity, not on each streamed word.
 *
 * @example
 * const activity = useActivity();
 * return <p role="status">{activity?.kind === "calling" ? activity.title : activity?.kind}</p>;
 */
export function useActivity(): Activity | null {
	const turn = useTurn();
	const background = useBackground();
	const isWaiting = useApprovals().length > 0;
	const isAsking = useQuestions().some(({ turnId }) => turnId === turn?.id);
	const id = useWorkspaceSelector(selectActiveItemId) ?? "";
	const kind = useWorkspaceSelector((state) => state.items.get(id)?.kind);
	// Searches the turn backwards, so only if no open item describes the activity.
	const step = useWorkspaceSelector((state) => (kind === undefined ? selectPlanStep(state) : null));
	const title = useWorkspaceSelector((state) => {
		const item = state.items.get(id);
		if (item?.kind !== "tool_call" || item.title === item.toolCallId) return null;
		return titleWithRelativePaths(item, state.session?.cwd ?? null).trim();
	});
	return useMemo(
		() =>
			turn
				? currentActivity(turn, { isWaiting, isAsking, kind, title, step })
				: background && backgroundActivity(background, isWaiting),
		[turn, background, isWaiting, isAsking, kind, title, step],
	);
}

function backgroundActivity({ state, stoppedBy, tasks }: BackgroundWork, isWaiting: boolean): Activity {
	if (state === "stopping") return { kind: "stopping", by: stoppedBy?.name ?? null };
	if (isWaiting) return { kind: "waiting" };
	return { kind: "background", title: tasks[0]?.title ?? null, others: Math.max(0, tasks.length - 1) };
}

interface ActivityInputs {
	readonly isWaiting: boolean;
	readonly isAsking: boolean;
	/** The kind of the newest open item. */
	readonly kind: string | undefined;
	readonly title: string | null;
	readonly step: string | null;
}

function currentActivity({ state, stoppedBy }: Turn, inputs: ActivityInputs): Activity {
	const { isWaiting, isAsking, kind, title, step } = inputs;
	if (state === "stopping") return { kind: "stopping", by: stoppedBy?.name ?? null };
	if (isWaiting) return { kind: "waiting" };
	if (isAsking) return { kind: "asking" };
	if (kind === "message") return { kind: "writing" };
	if (kind === "thought") return { kind: "thinking" };
	if (title) return { kind: "calling", title };
	return step ? { kind: "following", step } : { kind: "working" };
}
