import * as v from "valibot";
import { object, openEnum, type Schema } from "./schema.ts";

/** One step of a plan. */
export interface PlanEntry {
	/** What is to be done, in the agent's words. */
	readonly content: string;
	/** How important the agent says it is. */
	readonly priority: "high" | "medium" | "low";
	/** How far it is. */
	readonly status: "pending" | "in_progress" | "completed";
}

export const planEntrySchema: Schema<PlanEntry> = object<PlanEntry>({
	content: v.string(),
	priority: openEnum(["high", "medium", "low"]),
	status: openEnum(["pending", "in_progress", "completed"]),
});
