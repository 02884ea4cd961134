import { closeItem } from "./closeItem.ts";
import type { ProjectionContext } from "./projectContext.ts";
import { type ProjectionResult, unchanged, withItem } from "./projected.ts";
import type { Projection } from "./projection.ts";

/** Ends the open message or thought: what comes next does not belong to it. */
export function closeOpenText(projection: Projection, context: ProjectionContext): ProjectionResult {
	if (projection.openText === null) return unchanged(projection);
	return withItem({ ...projection, openText: null }, closeItem(projection.openText.item, context.now));
}
