import { LIMITS } from "../protocol/limits.ts";
import { isAtLeastRole, type Participant, type Person } from "../protocol/participant.ts";
import type { Session } from "../protocol/session.ts";
import type { WheelChangedEvent } from "../protocol/timelineItem.ts";
import type { Wheel, WheelAsker, WheelChange } from "../protocol/wheel.ts";
import { type AbsenceWatch, nextAbsenceEnd, reasonToLose } from "./absences.ts";
import { type Requester, requireAction, toPerson } from "./access.ts";
import type { AccessTable } from "./oversight.ts";
import { claimantAbsentRefusal, wheelFreeRefusal, wheelHeldRefusal, wheelRoleRefusal } from "./refusals.ts";

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
	// Whoever keeps it for longer, or takes it from somebody, owes an answer to those who have asked.
	const asked = askersBut(wheel, by.userId);
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
	{ by, now }: Pick<WheelContext, "by" | "now">,
): WheelOutcome<{ readonly asked: boolean }> {
	if (!isWheelOfOther(wheel, by)) return { response: { asked: false } };
	const hasAsked = wheel.asked.some(({ userId }) => userId === by.userId);
	if (hasAsked) return { response: { asked: true } };
	if (wheel.asked.length >= LIMITS.wheelAskers) return { response: { asked: false } };
	return { wheel: { ...wheel, asked: [...wheel.asked, { ...toPerson(by), at: now }] }, response: { asked: true } };
}

/**
 * Gives the wheel to somebody else, for the rest of its time. Owners give away that of somebody else, too.
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
	return { ...changeTo(wheel, "handed_over", toPerson(holder), until, askersBut(wheel, to)), response };
}

/** The wheel ends, by a person or by itself. */
export function endWheel(
	wheel: Wheel,
	change: WheelChange,
): { readonly wheel: null; readonly event: WheelChangedEvent } {
	return { wheel: null, event: { type: "wheel_changed", change, from: wheel.by, to: null, until: null } };
}

/** Those who lose something when they leave: its holder and those who have asked for it. */
export function peopleOfWheel(wheel: Wheel | null | undefined): readonly Person[] {
	return wheel ? [wheel.by, ...wheel.asked] : [];
}

/** What decides who still has the wheel, and who still asks for it. */
interface WheelWatch extends AbsenceWatch {
	readonly access: Pick<AccessTable, "prompt" | "askForWheel">;
}

/** Why the wheel ends by itself now; else the wheel with those who still ask for it, and when to review it again. */
export type WheelReview =
	| { readonly ends: WheelChange }
	/** `wheel` is the same object unless somebody no longer asks. `inMs`: milliseconds, unless something changes before. */
	| { readonly wheel: Wheel; readonly inMs: number };

export function reviewWheel(wheel: Wheel, watch: WheelWatch): WheelReview {
	const { by, until } = wheel;
	const { access, now } = watch;
	if (now >= until) return { ends: "expired" };
	const reason = reasonToLose(by, access.prompt, watch);
	if (reason) return { ends: reason };
	const asked = wheel.asked.filter((asker) => !reasonToLose(asker, access.askForWheel, watch));
	// A clock may have been set back since it was taken: no timer waits longer than a wheel can be held.
	const next = Math.min(until, now + LIMITS.wheelMinutes * MINUTE_MS, nextAbsenceEnd(watch));
	return { wheel: asked.length === wheel.asked.length ? wheel : { ...wheel, asked }, inMs: next - now };
}

function askersBut(wheel: Wheel | null, holder: string): readonly WheelAsker[] {
	return wheel?.asked.filter(({ userId }) => userId !== holder) ?? [];
}

function changeTo(
	before: Wheel | null,
	change: WheelChange,
	to: Person,
	until: number,
	asked: readonly WheelAsker[],
): { readonly wheel: Wheel; readonly event: WheelChangedEvent } {
	const from = before?.by ?? null;
	return { wheel: { by: to, until, asked }, event: { type: "wheel_changed", change, from, to, until } };
}

function requireMayGive(wheel: Wheel, by: Requester): void {
	if (!isAtLeastRole(by.role, "owner")) requireWheel(wheel, by);
}
