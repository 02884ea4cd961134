import * as v from "valibot";
import type { Usage } from "../../../src/protocol/index.ts";
import { lenientOptional } from "./orAbsent.ts";
import { parseOrNull } from "./parseOrNull.ts";

const usageSchema = v.object({
	used: v.number(),
	size: v.number(),
	cost: lenientOptional(v.object({ amount: v.number(), currency: v.string() })),
});

/** `usage_update` */
export function parseUsage(update: unknown): Usage | null {
	return parseOrNull(usageSchema, update);
}
