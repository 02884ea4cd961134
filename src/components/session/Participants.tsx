"use client";
import type { Participant } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useParticipants } from "../../react/useParticipants.ts";
import { Avatar } from "../avatar/Avatar.tsx";
import { partClass } from "../part/partClass.ts";

export interface ParticipantsProps {
	/** How many are shown by picture; the others are counted. Default 5. In a narrow room it is one of three or more. */
	readonly max?: number | undefined;
	readonly className?: string | undefined;
}

/** Who has the workspace open now. */
export function Participants({ max = 5, className }: ParticipantsProps) {
	const labels = useLabels();
	const participants = useParticipants();
	if (participants.length === 0) return null;
	const say = ({ name, role }: Participant) => labels.participant(name, labels.role[role]);
	const shown = participants.slice(0, max);
	return (
		<ul className={partClass("wsc-people", className)} aria-label={labels.participants(participants.length)}>
			{shown.map((participant) => (
				<li key={participant.userId} className="wsc-people-one" title={say(participant)}>
					<Avatar person={participant} />
					<span className="wsc-hidden">{say(participant)}</span>
				</li>
			))}
			<PeopleMore people={participants.slice(max)} />
			{participants.length > 2 && <PeopleMore people={participants.slice(1)} narrow />}
		</ul>
	);
}

interface PeopleMoreProps {
	readonly people: readonly Participant[];
	readonly narrow?: boolean | undefined;
}

/** How many others there are, with their names. */
function PeopleMore({ people, narrow }: PeopleMoreProps) {
	if (people.length === 0) return null;
	return (
		<li className="wsc-people-more" data-narrow={narrow} title={people.map(({ name }) => name).join(", ")}>
			+{people.length}
		</li>
	);
}
