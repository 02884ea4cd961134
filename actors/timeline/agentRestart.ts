import type { Projection } from "./projection.ts";

/** Another process of the agent goes on with the session: what the ones before it have told of it stays. */
export function beginAgentProcess(projection: Projection): Projection {
	const { title, usage } = projection.session;
	return {
		...projection,
		costBefore: usage?.cost ?? null,
		mayIncludeCostBefore: true,
		ignoredTitle: title === null ? "none" : "next",
	};
}

/**
 * Says whether the process that took over remembers the session by itself. One that is told of it begins to count anew,
 * and makes a title of what it takes for the first prompt.
 */
export function setAgentRemembers(projection: Projection, remembers: boolean): Projection {
	return remembers ? { ...projection, ignoredTitle: "none" } : { ...projection, mayIncludeCostBefore: false };
}

const OPENING = "Previous session history is replayed below";

/**
 * Whether a text is the history that the SDK puts before a prompt when it restores a session. It is meant for the
 * agent; people have the timeline.
 */
export function isReplayedHistory(text: string): boolean {
	return text.startsWith(OPENING);
}
