import type { ConfigOption } from "../../../src/protocol/index.ts";
import type { ProjectionResult } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { currentConfig, updateConfig } from "./setConfig.ts";

/** From now on the session is in this mode, in whichever way its agent tells modes. */
export function setMode(projection: Projection, modeId: string): ProjectionResult {
	const { options, modes } = currentConfig(projection);
	return updateConfig(projection, {
		options: options.map((option) => withMode(option, modeId)),
		modes: modes && withMode(modes, modeId),
	});
}

function withMode(option: ConfigOption, modeId: string): ConfigOption {
	const offersIt = option.category === "mode" && option.choices.some((choice) => choice.value === modeId);
	return offersIt ? { ...option, value: modeId } : option;
}
