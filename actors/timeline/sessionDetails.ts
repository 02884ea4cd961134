import type { ConfigOption, Usage } from "../../src/protocol/index.ts";
import {
	type AgentResponse,
	parseCommands,
	parseConfigOptions,
	parseModeId,
	parseModes,
	parseTitle,
	parseUsage,
} from "./acpSchemas.ts";
import {
	type AgentConfig,
	andThen,
	isJsonEqual,
	type Projection,
	type ProjectionResult,
	unchanged,
	updateSession,
} from "./projection.ts";

/** A new process of the agent takes over the session. The details that earlier ones reported stay. */
export function beginAgentProcess(projection: Projection): Projection {
	const { title, usage } = projection.session;
	return {
		...projection,
		costBefore: usage?.cost ?? null,
		mayIncludeCostBefore: true,
		ignoredTitle: title === null ? "none" : "next",
	};
}

/**
 * Sets whether the new process remembers the session by itself. One that gets the history with a prompt counts its
 * cost from zero, and derives a title from that history.
 */
export function setAgentRemembers(projection: Projection, remembers: boolean): Projection {
	return remembers ? { ...projection, ignoredTitle: "none" } : { ...projection, mayIncludeCostBefore: false };
}

const HISTORY_OPENING = "Previous session history is replayed below";

/**
 * Whether a text is the history that precedes the first prompt after a restart. It is meant for the agent only: people
 * see the timeline.
 */
export function isReplayedHistory(text: string): boolean {
	return text.startsWith(HISTORY_OPENING);
}

/** `session_info_update`. Null when it cannot be parsed. */
export function projectTitle(projection: Projection, update: unknown): ProjectionResult | null {
	const info = parseTitle(update);
	if (info === null) return null;
	const { title } = info;
	// Agents derive the title from the first prompt, which is the replayed history after a restart.
	if (title === undefined || (title !== null && isReplayedHistory(title))) return unchanged(projection);
	const { ignoredTitle } = projection;
	if (ignoredTitle === "next") return unchanged({ ...projection, ignoredTitle: { title } });
	if (ignoredTitle !== "none" && ignoredTitle.title === title) return unchanged(projection);
	return updateSession(projection, { title });
}

/**
 * `usage_update`. Null when it cannot be parsed. The session's cost is what this process of the agent reports plus what
 * earlier ones spent.
 */
export function projectUsage(projection: Projection, update: unknown): ProjectionResult | null {
	const usage = parseUsage(update);
	if (!usage) return null;
	const costBefore = includesCostBefore(projection, usage) ? null : projection.costBefore;
	const mayIncludeCostBefore = projection.mayIncludeCostBefore && !usage.cost;
	return updateSession({ ...projection, costBefore, mayIncludeCostBefore }, { usage: addCost(usage, costBefore) });
}

/** An agent that remembers may continue its count: then the first cost it reports includes what was spent before. */
function includesCostBefore({ mayIncludeCostBefore, costBefore }: Projection, { cost }: Usage): boolean {
	return Boolean(mayIncludeCostBefore && costBefore && cost && cost.amount >= costBefore.amount);
}

function addCost(usage: Usage, before: Usage["cost"] | null): Usage {
	const { cost = before && { ...before, amount: 0 } } = usage;
	if (!before || !cost || cost.currency !== before.currency) return usage;
	return { ...usage, cost: { ...cost, amount: cost.amount + before.amount } };
}

/** `available_commands_update`. Null when it cannot be parsed. */
export function projectCommands(projection: Projection, update: unknown): ProjectionResult | null {
	const commands = parseCommands(update);
	return commands && updateSession(projection, { commands });
}

/** `config_option_update`. Null when it cannot be parsed. */
export function projectConfigOptions(projection: Projection, update: unknown): ProjectionResult | null {
	const options = parseConfigOptions(update);
	return options && updateConfig(projection, { options, modes: null });
}

/** `current_mode_update`. Null when it cannot be parsed. */
export function projectMode(projection: Projection, update: unknown): ProjectionResult | null {
	const modeId = parseModeId(update);
	return modeId === null ? null : setMode(projection, modeId);
}

/** The agent's response to a request of ours: some of them report the session's settings. */
export function projectResponse(projection: Projection, response: AgentResponse): ProjectionResult {
	const reported = { options: parseConfigOptions(response.result), modes: parseModes(response.result) };
	return andThen(settleModeRequest(projection, response), (next) => updateConfig(next, reported));
}

/** The settings that a session was opened with. */
export function readSettings(sessionRecord: unknown): readonly ConfigOption[] {
	return visibleOptions({ options: parseConfigOptions(sessionRecord) ?? [], modes: parseModes(sessionRecord) });
}

// The response to `session/set_mode` does not name the mode.
function settleModeRequest(projection: Projection, response: AgentResponse): ProjectionResult {
	const { modeRequest } = projection;
	if (modeRequest?.requestKey !== response.requestKey) return unchanged(projection);
	const settled = { ...projection, modeRequest: null };
	return response.isError ? unchanged(settled) : setMode(settled, modeRequest.modeId);
}

/** Null stands for what the agent did not report. */
function updateConfig(
	projection: Projection,
	reported: { readonly options: readonly ConfigOption[] | null; readonly modes: ConfigOption | null },
): ProjectionResult {
	const known = currentConfig(projection);
	const config = { options: reported.options ?? known.options, modes: reported.modes ?? known.modes };
	if (isJsonEqual(config, known)) return unchanged(projection);
	return updateSession({ ...projection, config }, { configOptions: visibleOptions(config) });
}

function currentConfig({ config, session }: Projection): AgentConfig {
	return config ?? { options: session.configOptions, modes: null };
}

// Some agents report the same modes in both ways.
function visibleOptions({ options, modes }: AgentConfig): readonly ConfigOption[] {
	if (modes === null || options.some((option) => option.category === "mode")) return options;
	return [modes, ...options];
}

/** Changes the mode, in whichever way the agent reports modes. */
function setMode(projection: Projection, modeId: string): ProjectionResult {
	const { options, modes } = currentConfig(projection);
	return updateConfig(projection, {
		options: options.map((option) => withMode(option, modeId)),
		modes: modes && withMode(modes, modeId),
	});
}

function withMode(option: ConfigOption, modeId: string): ConfigOption {
	const offersMode = option.category === "mode" && option.choices.some((choice) => choice.value === modeId);
	return offersMode ? { ...option, value: modeId } : option;
}
