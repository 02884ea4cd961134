import type { Projection } from "./projection.ts";

/** Another process of the agent goes on with the session: what the ones before it have told of it stays. */
export function takeOver(projection: Projection): Projection {
	const { title, usage } = projection.facts;
	return {
		...projection,
		spentBefore: usage?.cost ?? null,
		mayCountIn: true,
		skippedTitle: title === null ? "none" : "next",
	};
}
