import type { ConfigOption } from "../../../src/protocol/index.ts";
import { type ProjectionResult, unchanged } from "../projected.ts";
import type { AgentConfig, Projection } from "../projection.ts";
import { isJsonEqual } from "../sameJson.ts";
import { updateSession } from "../setFacts.ts";

/** Takes over the settings as the agent told them; null is what it did not tell. */
export function updateConfig(
	projection: Projection,
	told: { readonly options: readonly ConfigOption[] | null; readonly modes: ConfigOption | null },
): ProjectionResult {
	const known = currentConfig(projection);
	const config = { options: told.options ?? known.options, modes: told.modes ?? known.modes };
	if (isJsonEqual(config, known)) return unchanged(projection);
	return updateSession({ ...projection, config }, { configOptions: visibleOptions(config) });
}

export function currentConfig({ config, session }: Projection): AgentConfig {
	return config ?? { options: session.configOptions, modes: null };
}

// Agents that tell their modes in both ways mean the same setting.
export function visibleOptions({ options, modes }: AgentConfig): readonly ConfigOption[] {
	if (modes === null || options.some((option) => option.category === "mode")) return options;
	return [modes, ...options];
}
