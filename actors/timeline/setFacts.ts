import { type Projected, unchanged } from "./projected.ts";
import type { SessionFacts } from "./projectedChange.ts";
import type { Projection } from "./projection.ts";
import { sameJson } from "./sameJson.ts";

/** Takes over facts of the session. Agents repeat them often and at length: only a difference is a change. */
export function setFacts(projection: Projection, told: Partial<SessionFacts>): Projected {
	const different = Object.entries(told).filter(
		([fact, value]) => !sameJson(Reflect.get(projection.facts, fact), value),
	);
	if (different.length === 0) return unchanged(projection);
	const change: Partial<SessionFacts> = Object.fromEntries(different);
	return {
		projection: { ...projection, facts: { ...projection.facts, ...change } },
		changes: [{ kind: "session", change }],
	};
}
