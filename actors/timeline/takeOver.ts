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
