import type { ProjectedChange, ProjectedItem } from "./projectedChange.ts";
import type { Projection } from "./projection.ts";

/** A step of the projection: where it stands now and what changed for people, in order. */
export interface ProjectionResult {
	readonly projection: Projection;
	readonly changes: readonly ProjectedChange[];
}

export function unchanged(projection: Projection): ProjectionResult {
	return { projection, changes: [] };
}

export function withItem(projection: Projection, item: ProjectedItem): ProjectionResult {
	return { projection, changes: [{ kind: "item", item }] };
}

/** Takes the next step where the first one ended, and keeps the changes of both. */
export function andThen(first: ProjectionResult, next: (projection: Projection) => ProjectionResult): ProjectionResult {
	const second = next(first.projection);
	if (first.changes.length === 0) return second;
	return { projection: second.projection, changes: [...first.changes, ...second.changes] };
}
