import { closeOpenText } from "../closeText.ts";
import { parsePlanEntries } from "../parse/parsePlanEntries.ts";
import type { ProjectionContext } from "../projectContext.ts";
import { andThen, type ProjectionResult, unchanged, withItem } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { isJsonEqual } from "../sameJson.ts";

/** The agent's plan: one item per turn, which each plan replaces. Null when it is not understood. */
export function projectPlan(
	projection: Projection,
	update: unknown,
	context: ProjectionContext,
): ProjectionResult | null {
	const entries = parsePlanEntries(update);
	if (entries === null) return null;
	const { plan } = projection;
	if (isJsonEqual(plan?.entries ?? [], entries)) return unchanged(projection);
	if (plan !== null) {
		const item = { ...plan, entries };
		return withItem({ ...projection, plan: item }, item);
	}
	return andThen(closeOpenText(projection, context), (closed) => {
		const { turnId, now: createdAt } = context;
		const item = { kind: "plan" as const, id: context.createId(), turnId, createdAt, entries };
		return withItem({ ...closed, plan: item }, item);
	});
}
