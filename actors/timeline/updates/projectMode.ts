import { parseModeId } from "../parse/parseModeId.ts";
import type { ProjectionResult } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { setMode } from "../settings/enterMode.ts";

/** `current_mode_update`. Null when it is not understood. */
export function projectMode(projection: Projection, update: unknown): ProjectionResult | null {
	const modeId = parseModeId(update);
	return modeId === null ? null : setMode(projection, modeId);
}
