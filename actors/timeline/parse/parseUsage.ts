import * as v from "valibot";
import type { Usage } from "../../../src/protocol/index.ts";
import { orAbsent } from "./orAbsent.ts";
import { parseOrNull } from "./parseOrNull.ts";

const usageSchema = v.object({
	used: v.number(),
	size: v.number(),
	cost: orAbsent(v.object({ amount: v.number(), currency: v.string() })),
});

/** `usage_update` */
export function parseUsage(update: unknown): Usage | null {
	return parseOrNull(usageSchema, update);
}
