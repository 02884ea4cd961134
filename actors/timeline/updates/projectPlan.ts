import { closeText } from "../closeText.ts";
import { parsePlanEntries } from "../parse/parsePlanEntries.ts";
import type { ProjectContext } from "../projectContext.ts";
import { andThen, type Projected, unchanged, withItem } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { sameJson } from "../sameJson.ts";

/** The agent's plan: one item per turn, which each plan replaces. Null when it is not understood. */
export function projectPlan(projection: Projection, update: unknown, context: ProjectContext): Projected | null {
	const entries = parsePlanEntries(update);
	if (entries === null) return null;
	const { plan } = projection;
	if (sameJson(plan?.entries ?? [], entries)) return unchanged(projection);
	if (plan !== null) {
		const item = { ...plan, entries };
		return withItem({ ...projection, plan: item }, item);
	}
	return andThen(closeText(projection, context), (closed) => {
		const { turnId, now: createdAt } = context;
		const item = { kind: "plan" as const, id: context.createId(), turnId, createdAt, entries };
		return withItem({ ...closed, plan: item }, item);
	});
}
