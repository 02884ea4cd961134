import type { ConfigOption } from "../../src/protocol/index.ts";
import { type AgentResponse, parseConfigOptions, parseModes } from "./acpSchemas.ts";
import {
	type AgentConfig,
	andThen,
	isJsonEqual,
	type Projection,
	type ProjectionResult,
	unchanged,
	updateSession,
} from "./projection.ts";

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

function currentConfig({ config, session }: Projection): AgentConfig {
	return config ?? { options: session.configOptions, modes: null };
}

// Agents that tell their modes in both ways mean the same setting.
function visibleOptions({ options, modes }: AgentConfig): readonly ConfigOption[] {
	if (modes === null || options.some((option) => option.category === "mode")) return options;
	return [modes, ...options];
}

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

/** The agent's answer to a request of ours: some of them tell the session's settings. */
export function projectResponse(projection: Projection, answer: AgentResponse): ProjectionResult {
	const told = { options: parseConfigOptions(answer.result), modes: parseModes(answer.result) };
	return andThen(settleModeRequest(projection, answer), (next) => updateConfig(next, told));
}

// The answer to `session/set_mode` does not say which mode it is about.
function settleModeRequest(projection: Projection, answer: AgentResponse): ProjectionResult {
	const { modeRequest } = projection;
	if (modeRequest?.requestKey !== answer.requestKey) return unchanged(projection);
	const settled = { ...projection, modeRequest: null };
	return answer.isError ? unchanged(settled) : setMode(settled, modeRequest.modeId);
}

/** The settings that a session was opened with. */
export function readSettings(told: unknown): readonly ConfigOption[] {
	return visibleOptions({ options: parseConfigOptions(told) ?? [], modes: parseModes(told) });
}
