import { parseConfigOptions } from "../parse/parseConfigOptions.ts";
import type { ProjectionResult } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { updateConfig } from "../settings/setConfig.ts";

/** `config_option_update`. Null when it is not understood. */
export function projectConfigOptions(projection: Projection, update: unknown): ProjectionResult | null {
	const options = parseConfigOptions(update);
	return options && updateConfig(projection, { options, modes: null });
}
