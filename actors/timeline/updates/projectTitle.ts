import { isReplayedHistory } from "../isReplayedHistory.ts";
import { parseTitle } from "../parse/parseTitle.ts";
import { type ProjectionResult, unchanged } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { updateSession } from "../setFacts.ts";

/** `session_info_update`. Null when it is not understood. */
export function projectTitle(projection: Projection, update: unknown): ProjectionResult | null {
	const told = parseTitle(update);
	if (told === null) return null;
	const { title } = told;
	// Agents make a title of the first prompt, which is not a person's after a restore.
	if (title === undefined || (title !== null && isReplayedHistory(title))) return unchanged(projection);
	const { ignoredTitle } = projection;
	if (ignoredTitle === "next") return unchanged({ ...projection, ignoredTitle: { title } });
	if (ignoredTitle !== "none" && ignoredTitle.title === title) return unchanged(projection);
	return updateSession(projection, { title });
}
