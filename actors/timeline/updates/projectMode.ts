import { parseModeId } from "../parse/parseModeId.ts";
import type { Projected } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { enterMode } from "../settings/enterMode.ts";

/** `current_mode_update`. Null when it is not understood. */
export function projectMode(projection: Projection, update: unknown): Projected | null {
	const modeId = parseModeId(update);
	return modeId === null ? null : enterMode(projection, modeId);
}
