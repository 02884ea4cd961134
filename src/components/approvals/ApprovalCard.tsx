"use client";

import { type KeyboardEvent, useId, useMemo } from "react";
import { type ApprovalItem, isAtLeastRole, type Participant, type Role } from "../../protocol/index.ts";
import { useClockOffset } from "../../react/clock.ts";
import { hasModifier } from "../../react/keyboard.ts";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useParticipants, useSelf, useSession, useWorkingDirectory } from "../../react/state.ts";
import { useWorkspaceSelector } from "../../react/store.tsx";
import { useAnswerApproval } from "../../react/useAnswerApproval.ts";
import { truncateWithEllipsis } from "../../rules/truncateText.ts";
import { ApprovalOutcome } from "../items/tool-call/ApprovalOutcome.tsx";
import { answerKind } from "../items/tool-call/optionText.ts";
import { diffPathsOf } from "../items/tool-call/toolCallDetails.ts";
import { Onlookers } from "../presence/Readers.tsx";
import { usePointingAt } from "../presence/usePointingAt.ts";
import { Avatar } from "../primitives/Avatar.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { revealHidden } from "../primitives/hiddenText.ts";
import { Icon } from "../primitives/Icon.tsx";
import { LoadFullItem } from "../primitives/LoadFullItem.tsx";
import { partClassName } from "../primitives/partStyle.ts";
import { TruncatedTextsContext } from "../primitives/ShowAllButton.tsx";
import { Ago, Countdown, Elapsed } from "../primitives/Time.tsx";
import { ApprovalNotes } from "./ApprovalNotes.tsx";
import { ApprovalOptions, useAnswerChoice } from "./ApprovalOptions.tsx";
import { ClaimLine } from "./ClaimLine.tsx";
import { RequestView } from "./RequestView.tsx";
import { describeRequest, type RequestDetails } from "./requestDetails.ts";
import { useAnswerChord } from "./useAnswerKeys.ts";
import { useEndSeen } from "./useEndSeen.ts";

const MAX_OBJECT_LENGTH = 100;

/** What the agent wants, as one sentence: "Claude wants to edit src/upload.ts". */
function usePermissionTitle({ kind, objects }: RequestDetails): string {
	const labels = useLabels();
	const agent = useSession()?.agent ?? "";
	const shown = objects.map((object) => truncateWithEllipsis(revealHidden(object, labels), MAX_OBJECT_LENGTH));
	return labels.permissionRequested(labels.agentName(agent), kind, shown);
}

interface ApprovalProgressProps {
	readonly item: ApprovalItem;
	readonly canAnswer: boolean;
}

/**
 * Who else has to answer: a slot for each of several people who must allow it, and for those who may not answer, or have
 * allowed it, who is waited for. Nothing for the only person who has to answer.
 */
function ApprovalProgress({ item: { requirements, votes = [], options, rule }, canAnswer }: ApprovalProgressProps) {
	const labels = useLabels();
	const approvalRole = useWorkspaceSelector((state) => state.approvalRole);
	const self = useSelf();
	const people = useParticipants();
	const role = requiredRole(requirements?.role, approvalRole);
	const approvers = requirements?.approvers ?? 1;
	const hasVoted = votes.some(({ by }) => by.userId === self?.userId);
	const waitsFor = canAnswer && !hasVoted ? null : role;
	const waiting = waitsFor ? people.filter((person) => isWaitedFor(person, waitsFor, votes, self?.userId)) : [];
	const texts = [
		role && approvers > 1 ? labels.approvalRequirements(role, approvers, votes.length) : null,
		waitsFor &&
			labels.approvalWaiting(
				waiting.map(({ name }) => name),
				waitsFor,
			),
		rule === undefined ? null : labels.approvalRule(revealHidden(rule, labels)),
	].filter((text) => text !== null);
	if (texts.length === 0) return null;
	return (
		<div className="wsc-approval-progress">
			{approvers > 1 && (
				<ul className="wsc-approval-slots">
					{votes.map(({ by, optionId, at }) => (
						<li key={by.userId} title={by.name}>
							<Avatar person={by} />
							<span className="wsc-hidden">
								<span>{`${labels.approvalAnswered(answerKind(options, optionId), by.name, null)} · `}</span>
								<Ago at={at} />
							</span>
						</li>
					))}
					{emptySlots(approvers - votes.length).map((slot) => (
						<li key={slot} className="wsc-approval-slot" aria-hidden="true" />
					))}
				</ul>
			)}
			<p className="wsc-approval-terms">{texts.join(" · ")}</p>
		</div>
	);
}

const MAX_SLOTS = 5;

function emptySlots(count: number): readonly number[] {
	return Array.from({ length: Math.max(0, Math.min(count, MAX_SLOTS)) }, (_, index) => index);
}

function isWaitedFor(
	{ userId, role }: Participant,
	needed: Role,
	votes: NonNullable<ApprovalItem["votes"]>,
	self: string | undefined,
): boolean {
	return userId !== self && isAtLeastRole(role, needed) && !votes.some(({ by }) => by.userId === userId);
}

/** The higher of the role that this request requires and the one that may answer requests at all. */
function requiredRole(required: Role | undefined, approvalRole: Role | null): Role | null {
	if (!required || !approvalRole) return required ?? approvalRole;
	return isAtLeastRole(required, approvalRole) ? required : approvalRole;
}

interface ApprovalExpiryProps {
	readonly expiresAt: number;
}

function ApprovalExpiry({ expiresAt }: ApprovalExpiryProps) {
	const labels = useLabels();
	const offset = useClockOffset();
	return (
		<span className="wsc-approval-expiry">
			<Countdown until={expiresAt} format={labels.approvalExpires} />
			{/* Screen readers get the time of expiry by the local clock: a countdown would be announced every second. */}
			<span className="wsc-hidden">{labels.approvalExpiresAt(labels.time(expiresAt - offset))}</span>
		</span>
	);
}

/** The props of `<ApprovalCard>`. */
export interface ApprovalCardProps {
	/** A pending one; of another, the outcome is shown instead of the options. */
	readonly item: ApprovalItem;
	/** The `id` of the card's element, for `aria-controls` of a tab. Default: none. */
	readonly id?: string | undefined;
	/** The tab that selects it, if there are several. */
	readonly tabId?: string | undefined;
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/**
 * A permission request that the agent waits for: everything that would happen, in full, and the agent's options as
 * buttons. What is not a rejection can be chosen once the end of the request was in sight. While the focus is inside of
 * it, the keys 1 to 9 choose an option; with Alt and Shift, on Apple's keyboards Control and Shift, they do so from
 * anywhere in the chat. Neither keys nor clicks count in the first half second.
 */
export function ApprovalCard({ item, id, tabId, className }: ApprovalCardProps) {
	const labels = useLabels();
	const session = useSession();
	const folder = useWorkingDirectory();
	const titleId = useId();
	const ref = useMoveFocusOnUnmount<HTMLElement>();
	const details = useMemo(() => describeRequest(item.toolCall, session, folder), [item.toolCall, session, folder]);
	const title = usePermissionTitle(details);
	const requestKey = useMemo(() => JSON.stringify([item.toolCall, item.options]), [item.toolCall, item.options]);
	const { box, isEndSeen, needsHint, check, showNextPage, reportTruncated } = useEndSeen(requestKey);
	const isIncomplete = item.missingBytes !== undefined && !item.truncated;
	const obstacle = isIncomplete ? "incomplete" : isEndSeen && !item.truncated ? null : "unread";
	const hasHint = needsHint || isIncomplete || item.truncated === true;
	const isPending = item.state.status === "pending";
	const answer = useAnswerApproval(item);
	const choice = useAnswerChoice(item, answer, { requestKey, obstacle });
	useAnswerChord(ref, choice.chooseByDigit);
	usePointingAt(ref, item.id);
	const handleKeyDown = (event: KeyboardEvent) => {
		// A digit in a note is no answer.
		if (event.target instanceof HTMLTextAreaElement) return;
		if (!hasModifier(event) && !event.repeat && /^[1-9]$/.test(event.key)) choice.chooseByDigit(event.key);
	};
	return (
		<section
			ref={ref}
			className={partClassName("wsc-approval", className)}
			id={id}
			role={tabId && "tabpanel"}
			aria-labelledby={tabId ? `${titleId} ${tabId}` : titleId}
			data-settling={!choice.isSettled || undefined}
			onKeyDown={handleKeyDown}
		>
			<div className="wsc-approval-head">
				<Icon name={details.kind} />
				<span id={titleId} className="wsc-approval-title">
					{title}
				</span>
				{isPending && <Elapsed since={item.createdAt} />}
			</div>
			<section
				ref={box}
				className="wsc-approval-call"
				// A landmark needs a name of its own, and only what waits has to be found.
				role={isPending ? undefined : "group"}
				// What scrolls must be reachable with the keyboard.
				tabIndex={0}
				aria-label={labels.approvalRequest}
				onScroll={check}
			>
				<TruncatedTextsContext.Provider value={reportTruncated}>
					<RequestView id={item.id} call={item.toolCall} details={details}>
						<LoadFullItem item={item} />
					</RequestView>
				</TruncatedTextsContext.Provider>
			</section>
			<div className="wsc-approval-answer">
				{!isPending && <ApprovalOutcome item={item} />}
				{isPending && <ApprovalProgress item={item} canAnswer={answer.canAnswer} />}
				{isPending && <ClaimLine item={item} />}
				<Onlookers itemId={item.id} without={item.claim?.by.userId} />
				{isPending && answer.canAnswer && (
					<ApprovalOptions choice={choice} answer={answer} hint={hasHint ? obstacle : null} onReadOn={showNextPage} />
				)}
				{isPending && item.expiresAt !== undefined && <ApprovalExpiry expiresAt={item.expiresAt} />}
				<ApprovalNotes itemId={item.id} diffPaths={diffPathsOf(item.toolCall)} />
			</div>
		</section>
	);
}
