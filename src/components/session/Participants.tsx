"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useParticipants } from "../../react/useParticipants.ts";
import { Avatar } from "../avatar/Avatar.tsx";
import { partClass } from "../part/partClass.ts";

export interface ParticipantsProps {
	/** How many are shown by picture; the others are counted. Default 5. */
	readonly max?: number | undefined;
	readonly className?: string | undefined;
}

/** Who has the workspace open now. */
export function Participants({ max = 5, className }: ParticipantsProps) {
	const labels = useLabels();
	const participants = useParticipants();
	if (participants.length === 0) return null;
	const shown = participants.slice(0, max);
	const others = participants.slice(max);
	return (
		<ul className={partClass("wsc-people", className)} aria-label={labels.participants(participants.length)}>
			{shown.map((participant) => (
				<li
					key={participant.userId}
					className="wsc-people-one"
					title={labels.participant(participant.name, participant.role)}
				>
					<Avatar person={participant} />
					<span className="wsc-hidden">{labels.participant(participant.name, participant.role)}</span>
				</li>
			))}
			{others.length > 0 && (
				<li className="wsc-people-more" title={others.map(({ name }) => name).join(", ")}>
					+{others.length}
				</li>
			)}
		</ul>
	);
}
