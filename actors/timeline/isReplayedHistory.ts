const OPENING = "Previous session history is replayed below";

/**
 * Whether a text is the history that the SDK puts before a prompt when it restores a session. It is meant for the
 * agent; people have the timeline.
 */
export function isReplayedHistory(text: string): boolean {
	return text.startsWith(OPENING);
}
