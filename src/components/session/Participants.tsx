"use client";

import { useRef, useState } from "react";
import type { Participant } from "../../protocol/index.ts";
import { wordFor } from "../../react/labels/format.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useConnectionLost, useParticipants, useSelf } from "../../react/state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "../../react/store.tsx";
import { LazyMembersDialog, LazyPersonMenu } from "../members/lazyMembers.tsx";
import { StatusDot } from "../presence/StatusDot.tsx";
import { Avatar } from "../primitives/Avatar.tsx";
import { Button } from "../primitives/Button.tsx";
import { Icon } from "../primitives/Icon.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { useDismiss } from "../primitives/useDismiss.ts";

interface ParticipantListProps {
	readonly participants: readonly Participant[];
	readonly label: string;
	/** The name of a participant. */
	readonly nameOf: (participant: Participant) => string;
	readonly onClose: () => void;
	/** Opens what only owners have; null for everybody else. */
	readonly onManage: (() => void) | null;
}

interface ParticipantPresenceProps {
	readonly person: Participant;
	readonly onFollow: () => void;
}

/** Whether somebody is at their page, and the button that follows them. Nothing for oneself, and while it is not known. */
function ParticipantPresence({ person: { userId, name }, onFollow }: ParticipantPresenceProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const isOther = useWorkspaceSelector(({ self }) => self?.userId !== userId);
	const status = useWorkspaceSelector(({ presence }) => presence.people.get(userId)?.status ?? null);
	const isFollowed = useWorkspaceSelector(({ followedUserId }) => followedUserId === userId);
	if (!status || !isOther) return null;
	return (
		<>
			<span className="wsc-faint">{wordFor(labels.presenceStatus, status)}</span>
			<Button
				variant="quiet"
				aria-label={labels.follow(name)}
				title={labels.follow(name)}
				aria-pressed={isFollowed}
				onClick={() => {
					store.followPerson(isFollowed ? null : userId);
					onFollow();
				}}
			>
				<Icon name="follow" />
			</Button>
		</>
	);
}

/** The participants by name and role, and where they are. */
function ParticipantList({ participants, label, nameOf, onClose, onManage }: ParticipantListProps) {
	const labels = useLabels();
	return (
		<div className="wsc-slash-list wsc-participants-panel">
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list of many people scrolls, by the keyboard too. */}
			<ul className="wsc-members wsc-participants-list" aria-label={label} tabIndex={0}>
				{participants.map((participant) => (
					<li key={participant.userId} className="wsc-participant">
						<span className="wsc-participant-face">
							<Avatar person={participant} />
							<StatusDot userId={participant.userId} />
						</span>
						<bdi className="wsc-participant-name">{nameOf(participant)}</bdi>
						<span className="wsc-faint">{` ${wordFor(labels.role, participant.role)}`}</span>
						<ParticipantPresence person={participant} onFollow={onClose} />
						{onManage && <LazyPersonMenu userId={participant.userId} name={participant.name} role={participant.role} />}
					</li>
				))}
			</ul>
			{onManage && (
				<Button className="wsc-participants-manage" onClick={onManage}>
					{labels.manageMembers}
				</Button>
			)}
		</div>
	);
}

/** The props of `<Participants>`. */
export interface ParticipantsProps {
	/** How many avatars are shown; the other participants are counted. Default 5. A narrow chat shows one of three or more. */
	readonly max?: number | undefined;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/**
 * The participants of the workspace: a button with their avatars that opens the list of their names and roles.
 *
 * Data attributes: `data-stale` while the connection is lost, so that nobody knows who is here.
 */
export function Participants({ max = 5, className }: ParticipantsProps) {
	const labels = useLabels();
	const participants = useParticipants();
	const you = useSelf();
	const isLost = useConnectionLost();
	const [isOpen, setOpen] = useState(false);
	const [isManaging, setManaging] = useState(false);
	const container = useRef<HTMLDivElement>(null);
	useDismiss(container, isOpen, () => setOpen(false));
	if (participants.length === 0) return null;
	const nameOf = ({ name, userId }: Participant) => (userId === you?.userId ? labels.nameWithYou(name) : name);
	const describe = (participant: Participant) =>
		labels.participant(nameOf(participant), wordFor(labels.role, participant.role));
	const label = labels.participants(participants.length);
	const canManage = you?.allowedActions.some((action) => action === "setRole" || action === "createInvite") ?? false;
	const manage = () => {
		setOpen(false);
		setManaging(true);
	};
	return (
		<div ref={container} className={partClassName("wsc-participants", className)} data-stale={isLost || undefined}>
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
						<StatusDot userId={participant.userId} />
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
					nameOf={nameOf}
					onClose={() => setOpen(false)}
					onManage={canManage ? manage : null}
				/>
			)}
			{isManaging && <LazyMembersDialog onClose={() => setManaging(false)} />}
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
			{`+${count}`}
		</span>
	);
}
