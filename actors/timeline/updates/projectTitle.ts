import { isReplayedHistory } from "../isReplayedHistory.ts";
import { parseTitle } from "../parse/parseTitle.ts";
import { type Projected, unchanged } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { setFacts } from "../setFacts.ts";

/** `session_info_update`. Null when it is not understood. */
export function projectTitle(projection: Projection, update: unknown): Projected | null {
	const told = parseTitle(update);
	if (told === null) return null;
	const { title } = told;
	// Agents make a title of the first prompt, which is not a person's after a restore.
	if (title === undefined || (title !== null && isReplayedHistory(title))) return unchanged(projection);
	const { skippedTitle } = projection;
	if (skippedTitle === "next") return unchanged({ ...projection, skippedTitle: { title } });
	if (skippedTitle !== "none" && skippedTitle.title === title) return unchanged(projection);
	return setFacts(projection, { title });
}
