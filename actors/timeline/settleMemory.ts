import type { Projection } from "./projection.ts";

/**
 * Says whether the process that took over remembers the session by itself. One that is told of it begins to count anew,
 * and makes a title of what it takes for the first prompt.
 */
export function setAgentRemembers(projection: Projection, remembers: boolean): Projection {
	return remembers ? { ...projection, ignoredTitle: "none" } : { ...projection, mayIncludeCostBefore: false };
}
