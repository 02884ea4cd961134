"use client";

import { useTurnTimerStart } from "../../react/clock.ts";
import type { Labels } from "../../react/labels/Labels.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useBackground, useConnectionLost, useTurn } from "../../react/state.ts";
import { useWorkspaceSelector } from "../../react/store.tsx";
import { type Activity, useActivity } from "../../react/useActivity.ts";
import { revealCharacters } from "../primitives/hiddenText.ts";
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
		case "asking":
			return labels.waitingForAnswer;
		case "calling":
			return plainAgentText(activity.title);
		case "following":
			return plainAgentText(activity.step);
		case "background":
			return labels.workingInBackground(activity.title && plainAgentText(activity.title), activity.others);
		default:
			return labels[activity.kind];
	}
}

function plainAgentText(text: string): string {
	return revealCharacters(text).replaceAll("`", "");
}

function isAnnouncedKind(kind: Activity["kind"]): boolean {
	return kind === "stopping" || kind === "background";
}

/**
 * What the agent is doing, in a turn or in the background, and how long the turn has been running, or how long it has been
 * waiting for a person. The rows of tool calls have times of their own. While the connection is lost, it shows what was last known.
 *
 * Data attributes: `data-state` (`running`, `stopping`) and `data-activity` (the kind of `useActivity`), both absent while
 * the agent does nothing.
 */
export function TurnStatus({ className }: TurnStatusProps) {
	const labels = useLabels();
	const turn = useTurn();
	const background = useBackground();
	const work = turn ?? background;
	const activity = useActivity();
	const turnSince = useTurnTimerStart();
	const since = turn ? (turnSince ?? turn.startedAt) : (background?.since ?? null);
	// Beside a command in the background its row has the time.
	const isTimed = activity?.kind !== "background" || activity.title === null;
	const isLost = useConnectionLost();
	const isNew = useWorkspaceSelector((state) => state.items.get(state.itemIds.at(-1) ?? "")?.kind === "prompt");
	// The timeline announces tool calls, thoughts and messages, and the dock announces permission requests: here they would
	// be announced twice. Only this announces that the agent has started and that it is being stopped.
	const isAnnounced = !activity || isAnnouncedKind(activity.kind) || (activity.kind === "working" && isNew);
	return (
		// Always rendered: a live region that is inserted with its text is not announced.
		<div
			className={partClassName("wsc-turn", className)}
			role="status"
			aria-live={isAnnounced ? "polite" : "off"}
			data-state={work?.state}
			data-activity={activity?.kind}
		>
			{since !== null && (
				<>
					<Icon name={isLost ? "offline" : "in_progress"} />
					<span className="wsc-turn-activity" dir="auto">
						{activity && activityText(activity, labels)}
					</span>
					{isTimed && <Elapsed since={since} />}
				</>
			)}
		</div>
	);
}
