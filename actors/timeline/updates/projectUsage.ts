import { parseUsage } from "../parse/parseUsage.ts";
import type { Projected } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { setFacts } from "../setFacts.ts";

/** `usage_update`. Null when it is not understood. */
export function projectUsage(projection: Projection, update: unknown): Projected | null {
	const usage = parseUsage(update);
	return usage && setFacts(projection, { usage });
}
