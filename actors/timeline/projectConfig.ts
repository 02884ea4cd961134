import type { ConfigOption } from "../../src/protocol/index.ts";
import { parseConfigOptions } from "./parse/parseConfigOptions.ts";
import { parseModes } from "./parse/parseModes.ts";
import { type Projected, unchanged } from "./projected.ts";
import type { AgentConfig, Projection } from "./projection.ts";
import { sameJson } from "./sameJson.ts";
import { setFacts } from "./setFacts.ts";

/** The settings in an answer or update, told in ACP's newer way, its older one, both or not at all. */
export function projectConfig(projection: Projection, told: unknown): Projected {
	const known = knownConfig(projection);
	return setConfig(projection, {
		options: parseConfigOptions(told) ?? known.options,
		modes: parseModes(told) ?? known.modes,
	});
}

/** From now on the session is in this mode. */
export function projectMode(projection: Projection, modeId: string): Projected {
	const { options, modes } = knownConfig(projection);
	return setConfig(projection, {
		options: options.map((option) => inMode(option, modeId)),
		modes: modes && inMode(modes, modeId),
	});
}

function knownConfig({ config, facts }: Projection): AgentConfig {
	return config ?? { options: facts.configOptions, modes: null };
}

function setConfig(projection: Projection, config: AgentConfig): Projected {
	if (sameJson(config, knownConfig(projection))) return unchanged(projection);
	return setFacts({ ...projection, config }, { configOptions: shownOptions(config) });
}

// Agents that tell their modes in both ways mean the same setting.
function shownOptions({ options, modes }: AgentConfig): readonly ConfigOption[] {
	if (modes === null || options.some((option) => option.category === "mode")) return options;
	return [modes, ...options];
}

function inMode(option: ConfigOption, modeId: string): ConfigOption {
	const isMode = option.category === "mode" && option.choices.some((choice) => choice.value === modeId);
	return isMode ? { ...option, value: modeId } : option;
}
