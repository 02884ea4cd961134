import type { ConfigOption } from "../../../src/protocol/index.ts";
import type { Projected } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { knownConfig, setConfig } from "./setConfig.ts";

/** From now on the session is in this mode, in whichever way its agent tells modes. */
export function enterMode(projection: Projection, modeId: string): Projected {
	const { options, modes } = knownConfig(projection);
	return setConfig(projection, {
		options: options.map((option) => inMode(option, modeId)),
		modes: modes && inMode(modes, modeId),
	});
}

function inMode(option: ConfigOption, modeId: string): ConfigOption {
	const offersIt = option.category === "mode" && option.choices.some((choice) => choice.value === modeId);
	return offersIt ? { ...option, value: modeId } : option;
}
