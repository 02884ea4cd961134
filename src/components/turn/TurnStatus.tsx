"use client";
import { useTurn } from "../../react/useTurn.ts";
import { Icon } from "../icon/Icon.tsx";
import { partClass } from "../part/partClass.ts";
import { Elapsed } from "../time/Elapsed.tsx";
import { useActivity } from "./useActivity.ts";

export interface TurnStatusProps {
	readonly className?: string | undefined;
}

/**
 * What the agent does now and for how long, from the first second of a turn to its last.
 *
 * Data attributes: `data-state` (`running`, `stopping`), absent between turns.
 */
export function TurnStatus({ className }: TurnStatusProps) {
	const turn = useTurn();
	const activity = useActivity();
	return (
		// Always there: a live region that comes with its text is not read out.
		<div className={partClass("wsc-turn", className)} role="status" data-state={turn?.state}>
			{turn && (
				<>
					<Icon name="in_progress" />
					<span className="wsc-turn-activity" dir="auto">
						{activity}
					</span>
					<Elapsed since={turn.startedAt} />
				</>
			)}
		</div>
	);
}
