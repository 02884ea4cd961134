import { parseConfigOptions } from "../parse/parseConfigOptions.ts";
import type { Projected } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { setConfig } from "../settings/setConfig.ts";

/** `config_option_update`. Null when it is not understood. */
export function projectConfigOptions(projection: Projection, update: unknown): Projected | null {
	const options = parseConfigOptions(update);
	return options && setConfig(projection, { options, modes: null });
}
