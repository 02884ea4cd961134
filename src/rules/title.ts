import type { Person } from "../protocol/participant.ts";
import type { Session } from "../protocol/session.ts";
import type { RenamedEvent } from "../protocol/timelineItem.ts";
import { sanitizeName, toPerson } from "./access.ts";

/** The agent's own title, whoever's shows. */
export function agentTitleOf({ title, titleBy, agentTitle }: Pick<Session, "title" | "titleBy" | "agentTitle">) {
	return titleBy ? (agentTitle ?? null) : title;
}

/**
 * What renaming the workspace changes in its session.
 *
 * @param title - Null for the agent's title.
 */
export function renameSession(session: Session, title: string | null, by: Person): Partial<Session> {
	const own = title === null ? "" : sanitizeName(title).trim();
	const agentTitle = agentTitleOf(session);
	if (own === "") return { title: agentTitle, titleBy: null, agentTitle: null };
	return { title: own, titleBy: toPerson(by), agentTitle };
}

/** What the timeline says of a new title; null when it is the one that was there. */
export function renamed({ title: from }: Pick<Session, "title">, to: string | null): RenamedEvent | null {
	return from === to ? null : { type: "renamed", from, to };
}

/** A change of the session by the agent. Its title yields to that of a person, and is kept for when they take theirs back. */
export function yieldTitle(session: Pick<Session, "titleBy">, change: Partial<Session>): Partial<Session> {
	if (change.title === undefined || change.titleBy !== undefined || !session.titleBy) return change;
	const { title, ...others } = change;
	return { ...others, agentTitle: title };
}
