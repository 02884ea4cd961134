"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useActivity } from "../../react/useActivity.ts";
import { useTurn } from "../../react/useTurn.ts";
import { useTurnClock } from "../../react/useTurnClock.ts";
import { Icon } from "../icon/Icon.tsx";
import { partClass } from "../part/partClass.ts";
import { Elapsed } from "../time/Elapsed.tsx";
import { activityText } from "./activityText.ts";

export interface TurnStatusProps {
	readonly className?: string | undefined;
}

/**
 * What the agent does now, from the first second of a turn to its last, and how long it has worked; while it waits for a
 * person, since when it waits.
 *
 * Data attributes: `data-state` (`running`, `stopping`), absent between turns.
 */
export function TurnStatus({ className }: TurnStatusProps) {
	const labels = useLabels();
	const turn = useTurn();
	const activity = useActivity();
	const since = useTurnClock();
	return (
		// Always there: a live region that comes with its text is not read out.
		<div className={partClass("wsc-turn", className)} role="status" data-state={turn?.state}>
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
