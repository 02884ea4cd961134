"use client";

import { useTurnTimerStart } from "../../react/clock.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useTurn } from "../../react/state.ts";
import { useWorkspaceSelector } from "../../react/store.tsx";
import { type Activity, useActivity } from "../../react/useActivity.ts";
import { revealDirectionOverrides } from "../primitives/displayText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { Elapsed } from "../primitives/Time.tsx";
import type { TurnStatusProps } from "../slots/partProps.ts";

/** What the agent is doing, in a few words. */
function activityText(activity: Activity, labels: Labels): string {
	switch (activity.kind) {
		case "stopping":
			return labels.stoppingTurn(activity.by);
		case "waiting":
			return labels.waitingForApproval;
		case "calling":
			return plainAgentText(activity.title);
		case "following":
			return plainAgentText(activity.step);
		default:
			return labels[activity.kind];
	}
}

function plainAgentText(text: string): string {
	return revealDirectionOverrides(text).replaceAll("`", "");
}

/**
 * What the agent is doing during a turn and how long it has been working, or how long it has been waiting for a person.
 *
 * Data attributes: `data-state` (`running`, `stopping`), absent between turns.
 */
export function TurnStatus({ className }: TurnStatusProps) {
	const labels = useLabels();
	const turn = useTurn();
	const activity = useActivity();
	const since = useTurnTimerStart();
	const isNew = useWorkspaceSelector((state) => state.items.get(state.itemIds.at(-1) ?? "")?.kind === "prompt");
	// The timeline announces tool calls, thoughts and messages, and the dock announces permission requests: here they would
	// be announced twice. Only this announces that the agent has started and that it is being stopped.
	const isAnnounced = !activity || activity.kind === "stopping" || (activity.kind === "working" && isNew);
	return (
		// Always rendered: a live region that is inserted with its text is not announced.
		<div
			className={partClassName("wsc-turn", className)}
			role="status"
			aria-live={isAnnounced ? "polite" : "off"}
			data-state={turn?.state}
		>
			{turn && (
				<>
					<Icon name="in_progress" />
					<span className="wsc-turn-activity" dir="auto">
						{activity && activityText(activity, labels)}
					</span>
					<Elapsed since={since ?? turn.startedAt} />
				</>
			)}
		</div>
	);
}
