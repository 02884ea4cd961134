import type { ConfigOption } from "../../../src/protocol/index.ts";
import { type Projected, unchanged } from "../projected.ts";
import type { AgentConfig, Projection } from "../projection.ts";
import { sameJson } from "../sameJson.ts";
import { setFacts } from "../setFacts.ts";

/** Takes over the settings as the agent told them; null is what it did not tell. */
export function setConfig(
	projection: Projection,
	told: { readonly options: readonly ConfigOption[] | null; readonly modes: ConfigOption | null },
): Projected {
	const known = knownConfig(projection);
	const config = { options: told.options ?? known.options, modes: told.modes ?? known.modes };
	if (sameJson(config, known)) return unchanged(projection);
	return setFacts({ ...projection, config }, { configOptions: shownOptions(config) });
}

export function knownConfig({ config, facts }: Projection): AgentConfig {
	return config ?? { options: facts.configOptions, modes: null };
}

// Agents that tell their modes in both ways mean the same setting.
export function shownOptions({ options, modes }: AgentConfig): readonly ConfigOption[] {
	if (modes === null || options.some((option) => option.category === "mode")) return options;
	return [modes, ...options];
}
