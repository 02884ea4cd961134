"use client";

import { type CSSProperties, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Participant } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useParticipants } from "../../react/state.ts";
import { Avatar } from "../primitives/Avatar.tsx";
import { partClassName } from "../primitives/partStyle.ts";

/** Calls `onDismiss` on Escape, and when the focus or a press leaves the container. */
function useDismiss(container: RefObject<HTMLElement | null>, onDismiss: () => void): void {
	useEffect(() => {
		const handleOutside = ({ target }: Event) => {
			if (target instanceof Node && !container.current?.contains(target)) onDismiss();
		};
		const handleKey = ({ key }: KeyboardEvent) => {
			if (key !== "Escape") return;
			if (container.current?.contains(document.activeElement)) container.current.querySelector("button")?.focus();
			onDismiss();
		};
		// Both events: not every browser focuses a button that is pressed.
		document.addEventListener("focusin", handleOutside);
		document.addEventListener("pointerdown", handleOutside);
		document.addEventListener("keydown", handleKey);
		return () => {
			document.removeEventListener("focusin", handleOutside);
			document.removeEventListener("pointerdown", handleOutside);
			document.removeEventListener("keydown", handleKey);
		};
	}, [container, onDismiss]);
}

interface ParticipantListProps {
	readonly participants: readonly Participant[];
	readonly label: string;
	/** The name and role of a participant. */
	readonly describe: (participant: Participant) => string;
	/** Holds the list and the button that opened it. */
	readonly container: RefObject<HTMLElement | null>;
	readonly onDismiss: () => void;
}

/** Places the list below its button and at the button's end; the composer's list opens above its field. */
const LIST_POSITION: CSSProperties = {
	insetBlock: "calc(100% + 8px) auto",
	insetInline: "auto 0",
	// Above the line that names the current prompt.
	zIndex: 2,
	inlineSize: "max-content",
	maxInlineSize: "min(20rem, 80vw)",
	listStyle: "none",
};

/** The participants by name and role. */
function ParticipantList({ participants, label, describe, container, onDismiss }: ParticipantListProps) {
	useDismiss(container, onDismiss);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a list of many people scrolls, by the keyboard too.
		<ul className="wsc-slash-list" style={LIST_POSITION} aria-label={label} tabIndex={0}>
			{participants.map((participant) => (
				<li key={participant.userId} className="wsc-slash-command" style={{ cursor: "default" }}>
					<Avatar person={participant} /> <bdi className="wsc-slash-name">{describe(participant)}</bdi>
				</li>
			))}
		</ul>
	);
}

interface ParticipantsProps {
	/** How many avatars are shown; the other participants are counted. Default 5. A narrow chat shows one of three or more. */
	readonly max?: number | undefined;
	readonly className?: string | undefined;
}

/** The participants of the workspace: a button with their avatars that opens the list of their names and roles. */
export function Participants({ max = 5, className }: ParticipantsProps) {
	const labels = useLabels();
	const participants = useParticipants();
	const [isOpen, setOpen] = useState(false);
	const container = useRef<HTMLDivElement>(null);
	const dismiss = useCallback(() => setOpen(false), []);
	if (participants.length === 0) return null;
	const describe = ({ name, role }: Participant) => labels.participant(name, labels.role[role]);
	const label = labels.participants(participants.length);
	return (
		<div ref={container} className={partClassName("wsc-participants", className)} style={{ position: "relative" }}>
			<button
				type="button"
				className="wsc-participants-faces"
				aria-expanded={isOpen}
				title={participants.map(describe).join("\n")}
				onClick={() => setOpen(!isOpen)}
			>
				{participants.slice(0, max).map((participant) => (
					<span key={participant.userId} className="wsc-participants-item">
						<Avatar person={participant} />
					</span>
				))}
				<MoreParticipants count={participants.length - max} />
				{participants.length > 2 && <MoreParticipants count={participants.length - 1} narrow />}
				{/* Wrapped, because a narrow chat hides every element after the first avatar: this name has to stay. */}
				<span style={{ display: "contents" }}>
					<span className="wsc-hidden">{label}</span>
				</span>
			</button>
			{isOpen && (
				<ParticipantList
					participants={participants}
					label={label}
					describe={describe}
					container={container}
					onDismiss={dismiss}
				/>
			)}
		</div>
	);
}

interface MoreParticipantsProps {
	readonly count: number;
	/** Whether it is shown in a narrow chat only. */
	readonly narrow?: boolean | undefined;
}

/** How many participants are not shown by an avatar. */
function MoreParticipants({ count, narrow }: MoreParticipantsProps) {
	if (count <= 0) return null;
	return (
		<span className="wsc-participants-more" data-narrow={narrow} aria-hidden="true">
			+{count}
		</span>
	);
}
