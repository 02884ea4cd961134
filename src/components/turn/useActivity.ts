"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useApprovals } from "../../react/useApprovals.ts";
import { useTurn } from "../../react/useTurn.ts";
import { useWorkspaceSelector } from "../../react/useWorkspaceSelector.ts";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { relativeTitle } from "../tool-call/relativeTitle.ts";
import { selectActiveItemId } from "./selectActiveItemId.ts";
import { selectPlanStep } from "./selectPlanStep.ts";

/** What the agent does now, in a few words; null between turns. Changes with what it does, not with each word of it. */
export function useActivity(): string | null {
	const labels = useLabels();
	const turn = useTurn();
	const waiting = useApprovals().length > 0;
	const id = useWorkspaceSelector(selectActiveItemId) ?? "";
	const kind = useWorkspaceSelector((state) => state.items.get(id)?.kind);
	// The way back through the turn is gone only while nothing newer says what happens.
	const step = useWorkspaceSelector((state) => (kind === undefined ? selectPlanStep(state) : null));
	const title = useWorkspaceSelector((state) => {
		const item = state.items.get(id);
		return item?.kind === "tool_call" ? relativeTitle(item, state.session?.cwd ?? null) : null;
	});
	if (!turn) return null;
	if (turn.state === "stopping") return labels.stoppingTurn(turn.stoppedBy?.name ?? null);
	if (waiting) return labels.waitingForApproval;
	if (kind === "message") return labels.writing;
	if (kind === "thought") return labels.thinking;
	const doing = title ?? step;
	return doing ? revealDirectionOverrides(doing).replaceAll("`", "") : labels.working;
}
