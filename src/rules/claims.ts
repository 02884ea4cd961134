import type { Claim } from "../protocol/claim.ts";
import { isAtLeastRole, type Participant, type Person, type Role } from "../protocol/participant.ts";
import type { ApprovalItem, QuestionItem, TimelineItem } from "../protocol/timelineItem.ts";
import { type AbsenceWatch, nextAbsenceEnd, reasonToLose } from "./absences.ts";
import { type Requester, toPerson } from "./access.ts";
import { requirePendingApproval } from "./approvals.ts";
import type { AccessTable } from "./oversight.ts";
import { requirePendingQuestion } from "./questions.ts";
import { approvalRoleRefusal, claimantAbsentRefusal, claimOfOtherRefusal } from "./refusals.ts";

/** A permission request or a question. */
type Asked = ApprovalItem | QuestionItem;

interface ClaimContext {
	readonly by: Requester;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly access: Pick<AccessTable, "answerApproval" | "answerQuestion">;
	/** The people who have the workspace open. */
	readonly participants: readonly Participant[];
}

/**
 * Says who takes care of what the agent waits for. The last one who says so counts. The same object when nothing changes.
 *
 * @param item - What the workspace has under the id.
 * @param to - Whom to hand it over to; undefined for the person themselves.
 * @throws {Refusal} `not_found`, `already_answered`, `approval_closed`, `question_closed`, `forbidden`, or
 *   `invalid_argument` for somebody who does not have the workspace open.
 */
export function claimRequest(
	item: TimelineItem | null | undefined,
	to: string | undefined,
	{ by, at, access, participants }: ClaimContext,
): Asked {
	const asked = requirePending(item);
	const role = answeringRole(asked, access);
	requireRole(role, by.role);
	const claimant = to === undefined || to === by.userId ? by : participants.find(({ userId }) => userId === to);
	if (!claimant) throw claimantAbsentRefusal();
	requireRole(role, claimant.role);
	if (asked.claim?.by.userId === claimant.userId) return asked;
	const claim: Claim = { by: toPerson(claimant), at, ...(claimant !== by && { from: toPerson(by) }) };
	return { ...asked, claim };
}

/**
 * Nobody takes care of it any more. The same object when nobody did.
 *
 * @throws {Refusal} As `claimRequest`; `forbidden` for the claim of somebody else, unless an owner releases it.
 */
export function releaseRequest(item: TimelineItem | null | undefined, by: Pick<Requester, "userId" | "role">): Asked {
	const asked = requirePending(item);
	const { claim, ...rest } = asked;
	if (!claim) return asked;
	if (!mayRelease(claim, by)) throw claimOfOtherRefusal(claim.by);
	return rest;
}

/** What a review of claims says. */
export interface ClaimReview {
	/** What nobody takes care of any more: its person has left, or may not answer it now. */
	readonly released: readonly Asked[];
	/** When to review again unless something changes before, in milliseconds; infinity for never. */
	readonly inMs: number;
}

/** Those who take care of something, and lose that when they leave. */
export function claimants(asked: readonly Asked[]): readonly Person[] {
	return asked.flatMap(({ claim }) => (claim ? [claim.by] : []));
}

/** Which claims end by themselves, so that the others are asked again. */
export function reviewClaims(
	asked: readonly Asked[],
	watch: AbsenceWatch & { readonly access: ClaimContext["access"] },
): ClaimReview {
	const released = asked.flatMap((item) => {
		const { claim, ...rest } = item;
		return claim && reasonToLose(claim.by, answeringRole(item, watch.access), watch) ? [rest] : [];
	});
	return { released, inMs: nextAbsenceEnd(watch) - watch.now };
}

/** Whether a person may release a claim. */
export function mayRelease({ by }: Claim, { userId, role }: { readonly userId: string; readonly role: Role }): boolean {
	return by.userId === userId || isAtLeastRole(role, "owner");
}

/** Whether somebody else takes care of it. */
export function isClaimedByOther({ claim }: Pick<Asked, "claim">, { userId }: Pick<Person, "userId">): boolean {
	return claim !== undefined && claim.by.userId !== userId;
}

function requirePending(item: TimelineItem | null | undefined): Asked {
	return item?.kind === "question" ? requirePendingQuestion(item) : requirePendingApproval(item);
}

/** The least role that may answer a request. */
export function answeringRole(asked: Asked, access: ClaimContext["access"]): Role {
	if (asked.kind === "question") return access.answerQuestion;
	const needed = asked.requirements?.role ?? access.answerApproval;
	return isAtLeastRole(needed, access.answerApproval) ? needed : access.answerApproval;
}

function requireRole(needed: Role, role: Role): void {
	if (!isAtLeastRole(role, needed)) throw approvalRoleRefusal(needed, role);
}
