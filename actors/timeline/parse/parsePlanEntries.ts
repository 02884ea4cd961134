import * as v from "valibot";
import type { PlanEntry } from "../../../src/protocol/index.ts";
import { arrayOfValid } from "./eachValid.ts";
import { parseOrNull } from "./parseOrNull.ts";

const planSchema = v.object({
	entries: arrayOfValid(
		v.object({
			content: v.string(),
			priority: v.fallback(v.picklist(["high", "medium", "low"]), "medium"),
			status: v.fallback(v.picklist(["pending", "in_progress", "completed"]), "pending"),
		}),
	),
});

/** `plan` */
export function parsePlanEntries(update: unknown): readonly PlanEntry[] | null {
	return parseOrNull(planSchema, update)?.entries ?? null;
}
