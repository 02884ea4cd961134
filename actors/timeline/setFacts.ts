import { type ProjectionResult, unchanged } from "./projected.ts";
import type { SessionDetails } from "./projectedChange.ts";
import type { Projection } from "./projection.ts";
import { isJsonEqual } from "./sameJson.ts";

/** Takes over facts of the session. Agents repeat them often and at length: only a difference is a change. */
export function updateSession(projection: Projection, told: Partial<SessionDetails>): ProjectionResult {
	const different = Object.entries(told).filter(
		([fact, value]) => !isJsonEqual(Reflect.get(projection.session, fact), value),
	);
	if (different.length === 0) return unchanged(projection);
	const change: Partial<SessionDetails> = Object.fromEntries(different);
	return {
		projection: { ...projection, session: { ...projection.session, ...change } },
		changes: [{ kind: "session", change }],
	};
}
