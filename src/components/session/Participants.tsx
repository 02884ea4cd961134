"use client";

import { useCallback, useRef, useState } from "react";
import type { Participant } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useParticipants } from "../../react/state.ts";
import { Avatar } from "../primitives/Avatar.tsx";
import { createLazyPart } from "../primitives/lazyPart.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import type { ParticipantListProps } from "./ParticipantList.tsx";

const EmptyParticipantList = (_: ParticipantListProps) => null;

/** `<ParticipantList>`, fetched when somebody first looks. */
const LazyParticipantList = createLazyPart(
	async () => (await import("./ParticipantList.tsx")).ParticipantList,
	EmptyParticipantList,
);

export interface ParticipantsProps {
	/** How many are shown by picture; the others are counted. Default 5. In a narrow room it is one of three or more. */
	readonly max?: number | undefined;
	readonly className?: string | undefined;
}

/** Who has the workspace open now: a button that opens the list of them. */
export function Participants({ max = 5, className }: ParticipantsProps) {
	const labels = useLabels();
	const participants = useParticipants();
	const [open, setOpen] = useState(false);
	const ref = useRef<HTMLDivElement>(null);
	const dismiss = useCallback(() => setOpen(false), []);
	if (participants.length === 0) return null;
	const say = ({ name, role }: Participant) => labels.participant(name, labels.role[role]);
	const here = labels.participants(participants.length);
	return (
		<div ref={ref} className={partClassName("wsc-people", className)} style={{ position: "relative" }}>
			<button
				type="button"
				className="wsc-people-faces"
				aria-expanded={open}
				title={participants.map(say).join("\n")}
				onClick={() => setOpen(!open)}
			>
				{participants.slice(0, max).map((participant) => (
					<span key={participant.userId} className="wsc-people-one">
						<Avatar person={participant} />
					</span>
				))}
				<MoreParticipants count={participants.length - max} />
				{participants.length > 2 && <MoreParticipants count={participants.length - 1} narrow />}
				{/* Said in a narrow room, too, which hides all that follows the first picture. */}
				<span style={{ display: "contents" }}>
					<span className="wsc-hidden">{here}</span>
				</span>
			</button>
			{open && (
				<LazyParticipantList
					participants={participants}
					label={here}
					describe={say}
					container={ref}
					onDismiss={dismiss}
				/>
			)}
		</div>
	);
}

interface MoreParticipantsProps {
	readonly count: number;
	readonly narrow?: boolean | undefined;
}

/** How many others there are. */
function MoreParticipants({ count, narrow }: MoreParticipantsProps) {
	if (count <= 0) return null;
	return (
		<span className="wsc-people-more" data-narrow={narrow} aria-hidden="true">
			+{count}
		</span>
	);
}
