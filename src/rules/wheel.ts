import { LIMITS } from "../protocol/limits.ts";
import { isAtLeastRole, type Participant, type Person, type Role } from "../protocol/participant.ts";
import type { Session } from "../protocol/session.ts";
import type { WheelChangedEvent } from "../protocol/timelineItem.ts";
import type { Wheel, WheelChange } from "../protocol/wheel.ts";
import { type Requester, requireAction, toPerson } from "./access.ts";
import type { AccessTable } from "./oversight.ts";
import { claimantAbsentRefusal, wheelFreeRefusal, wheelHeldRefusal, wheelRoleRefusal } from "./refusals.ts";

/** How long the wheel waits for its holder once they have closed all pages, in milliseconds. A reload takes less. */
export const WHEEL_GRACE_MS = 30_000;

const MINUTE_MS = 60_000;

/** The wheel, unless its time is over; null when nobody has it. */
export function currentWheel({ wheel }: Pick<Session, "wheel">, now: number): Wheel | null {
	return wheel && wheel.until > now ? wheel : null;
}

/** Whether somebody else has the wheel, so that this person can only suggest. */
export function isWheelOfOther(wheel: Wheel | null | undefined, { userId }: Pick<Person, "userId">): wheel is Wheel {
	return wheel?.by.userId !== undefined && wheel.by.userId !== userId;
}

/** @throws {Refusal} `wheel_held` while somebody else has the wheel. */
export function requireWheel(wheel: Wheel | null, person: Pick<Person, "userId">): void {
	if (isWheelOfOther(wheel, person)) throw wheelHeldRefusal(wheel.by);
}

interface WheelContext {
	readonly by: Requester;
	/** Milliseconds since 1970. */
	readonly now: number;
	readonly access: AccessTable;
	/** The people who have the workspace open. */
	readonly participants: readonly Participant[];
}

/** What an action does with the wheel. */
interface WheelOutcome<Response> {
	/** Undefined when nothing has changed. */
	readonly wheel?: Wheel | null;
	/** What the timeline says of it; absent for nothing. */
	readonly event?: WheelChangedEvent;
	readonly response: Response;
}

/**
 * Takes the wheel, or keeps it for longer. Owners take it from anybody.
 *
 * @throws {Refusal} `wheel_held`, or `forbidden` for somebody who may not prompt.
 */
export function takeWheel(
	wheel: Wheel | null,
	minutes: number,
	{ by, now, access }: WheelContext,
): WheelOutcome<{ readonly until: number }> {
	requireAction(access, by, "prompt");
	if (!isAtLeastRole(by.role, "owner")) requireWheel(wheel, by);
	const until = now + minutes * MINUTE_MS;
	// Whoever keeps it for longer still owes an answer to those who have asked.
	const asked = wheel?.by.userId === by.userId ? wheel.asked : [];
	return { ...changeTo(wheel, "taken", toPerson(by), until, asked), response: { until } };
}

/** @throws {Refusal} `wheel_held` for that of somebody else, unless an owner releases it. */
export function releaseWheel(
	wheel: Wheel | null,
	{ by }: Pick<WheelContext, "by">,
): WheelOutcome<{ readonly released: boolean }> {
	if (!wheel) return { response: { released: false } };
	requireMayGive(wheel, by);
	return { ...endWheel(wheel, "released"), response: { released: true } };
}

/** Nothing changes when nobody else has it, or when this person has asked already. */
export function askForWheel(
	wheel: Wheel | null,
	{ by }: Pick<WheelContext, "by">,
): WheelOutcome<{ readonly asked: boolean }> {
	if (!isWheelOfOther(wheel, by)) return { response: { asked: false } };
	const hasAsked = wheel.asked.some(({ userId }) => userId === by.userId);
	if (hasAsked) return { response: { asked: true } };
	if (wheel.asked.length >= LIMITS.wheelAskers) return { response: { asked: false } };
	return { wheel: { ...wheel, asked: [...wheel.asked, toPerson(by)] }, response: { asked: true } };
}

/**
 * Gives the wheel to somebody else, for the rest of its time.
 *
 * @throws {Refusal} `not_found` when nobody has it, `wheel_held`, `invalid_argument` for somebody who is not there, or
 *   `forbidden` for somebody who may not prompt.
 */
export function handOverWheel(
	wheel: Wheel | null,
	to: string,
	{ by, access, participants }: WheelContext,
): WheelOutcome<{ readonly userId: string; readonly until: number }> {
	if (!wheel) throw wheelFreeRefusal();
	requireMayGive(wheel, by);
	const holder = participants.find(({ userId }) => userId === to);
	if (!holder) throw claimantAbsentRefusal();
	if (!isAtLeastRole(holder.role, access.prompt)) throw wheelRoleRefusal(holder, access.prompt);
	const { until } = wheel;
	const response = { userId: to, until };
	if (to === wheel.by.userId) return { response };
	const asked = wheel.asked.filter(({ userId }) => userId !== to);
	return { ...changeTo(wheel, "handed_over", toPerson(holder), until, asked), response };
}

/** The wheel ends, by a person or by itself. */
export function endWheel(
	wheel: Wheel,
	change: WheelChange,
): { readonly wheel: null; readonly event: WheelChangedEvent } {
	return { wheel: null, event: { type: "wheel_changed", change, from: wheel.by, to: null, until: null } };
}

/** A holder who has no page open. */
export interface WheelAbsence {
	readonly userId: string;
	/** Milliseconds since 1970. */
	readonly since: number;
}

/** The absence of the holder; null while they are there, and while nobody has the wheel. */
export function followAbsence(
	before: WheelAbsence | null,
	wheel: Wheel | null | undefined,
	{ participants, now }: Pick<WheelWatch, "participants" | "now">,
): WheelAbsence | null {
	if (!wheel || participants.some(({ userId }) => userId === wheel.by.userId)) return null;
	const { userId } = wheel.by;
	return before?.userId === userId ? before : { userId, since: now };
}

/** What decides when a wheel ends by itself. */
interface WheelWatch {
	/** The people who have the workspace open. */
	readonly participants: readonly Participant[];
	/** As `followAbsence` returns it. */
	readonly absence: WheelAbsence | null;
	/** The least role that may prompt. */
	readonly needed: Role;
	/** Milliseconds since 1970. */
	readonly now: number;
}

/** Why the wheel ends by itself now; else in how many milliseconds it does unless something changes. */
export function reviewWheel(
	{ by, until }: Wheel,
	{ participants, absence, needed, now }: WheelWatch,
): { readonly ends: WheelChange } | { readonly inMs: number } {
	const holder = participants.find(({ userId }) => userId === by.userId);
	if (now >= until) return { ends: "expired" };
	if (holder && !isAtLeastRole(holder.role, needed)) return { ends: "role_lowered" };
	// A clock may have been set back since it was taken: no timer waits longer than a wheel can be held.
	const latest = Math.min(until, now + LIMITS.wheelMinutes * MINUTE_MS);
	if (!absence) return { inMs: latest - now };
	const graceEnd = absence.since + WHEEL_GRACE_MS;
	return now >= graceEnd ? { ends: "left" } : { inMs: Math.min(latest, graceEnd) - now };
}

function changeTo(
	before: Wheel | null,
	change: WheelChange,
	to: Person,
	until: number,
	asked: readonly Person[] = [],
): { readonly wheel: Wheel; readonly event: WheelChangedEvent } {
	const from = before?.by ?? null;
	return { wheel: { by: to, until, asked }, event: { type: "wheel_changed", change, from, to, until } };
}

function requireMayGive(wheel: Wheel, by: Requester): void {
	if (!isAtLeastRole(by.role, "owner")) requireWheel(wheel, by);
}
