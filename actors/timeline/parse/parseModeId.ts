import * as v from "valibot";
import { parseOrNull } from "./parseOrNull.ts";

const currentModeSchema = v.object({ currentModeId: v.string() });

/** `current_mode_update` */
export function parseModeId(update: unknown): string | null {
	return parseOrNull(currentModeSchema, update)?.currentModeId ?? null;
}
