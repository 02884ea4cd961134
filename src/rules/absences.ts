import { isAtLeastRole, type Participant, type Person, type Role } from "../protocol/participant.ts";
import type { RoleLookup } from "./KnownRoles.ts";

/** Whoever has no page open for so long keeps nothing that others wait for, in milliseconds: a reload is shorter. */
export const ABSENCE_GRACE_MS = 30_000;

/** Since when people have no page open, in milliseconds since 1970, by their ids. */
export type Absences = ReadonlyMap<string, number>;

/** What decides whether somebody keeps what they have taken on. */
export interface AbsenceWatch {
	/** The people who have the workspace open. */
	readonly participants: readonly Participant[];
	/** As `followAbsences` returns them. */
	readonly absences: Absences;
	readonly roleOf: RoleLookup;
	/** Milliseconds since 1970. */
	readonly now: number;
}

/** Which of the people have no page open, and since when. */
export function followAbsences(
	before: Absences,
	people: readonly Person[],
	{ participants, now }: Pick<AbsenceWatch, "participants" | "now">,
): Absences {
	const present = new Set(participants.map(({ userId }) => userId));
	const absent = people.filter(({ userId }) => !present.has(userId));
	return new Map(absent.map(({ userId }) => [userId, before.get(userId) ?? now]));
}

/** Why somebody keeps it no longer; null if they do. */
export function reasonToLose(
	{ userId }: Person,
	needed: Role,
	{ participants, absences, roleOf, now }: AbsenceWatch,
): "access_ended" | "role_lowered" | "left" | null {
	const known = roleOf(userId);
	if (known === null) return "access_ended";
	const role = known ?? participants.find((participant) => participant.userId === userId)?.role;
	if (role !== undefined && !isAtLeastRole(role, needed)) return "role_lowered";
	const since = absences.get(userId);
	return since !== undefined && now >= since + ABSENCE_GRACE_MS ? "left" : null;
}

/** When the next absence is too long, in milliseconds since 1970; infinity if none will be. */
export function nextAbsenceEnd({ absences, now }: Pick<AbsenceWatch, "absences" | "now">): number {
	return Math.min(...[...absences.values()].map((since) => since + ABSENCE_GRACE_MS).filter((end) => end > now));
}
