import type { ConfigOption, Usage } from "../../src/protocol/index.ts";
import { addTokens } from "../../src/rules/tokens.ts";
import {
	type AgentResponse,
	parseCommands,
	parseConfigOptions,
	parseModeId,
	parseModels,
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
import { readPromptTokens } from "./promptTokens.ts";

/** A new process of the agent takes over the session. The details that earlier ones reported stay. */
export function beginAgentProcess(projection: Projection): Projection {
	const { title, usage } = projection.session;
	return {
		...projection,
		costBefore: usage?.cost ?? null,
		mayIncludeCostBefore: true,
		countedResponse: null,
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
 * `usage_update`. Null when it cannot be parsed. What it omits stays: agents tell the cost in few of their updates. The
 * session's cost is what this process of the agent reports plus what earlier ones spent.
 */
export function projectUsage(projection: Projection, update: unknown): ProjectionResult | null {
	const reported = parseUsage(update);
	if (!reported) return null;
	const known = projection.session.usage;
	const context = { used: reported.used ?? known?.used ?? 0, size: reported.size ?? known?.size ?? 0 };
	const { cost } = reported;
	if (!cost) return updateSession(projection, { usage: { ...known, ...context } });
	const costBefore = includesCostBefore(projection, cost) ? null : projection.costBefore;
	const usage = { ...known, ...context, cost: addCost(cost, costBefore) };
	return updateSession({ ...projection, costBefore, mayIncludeCostBefore: false }, { usage });
}

type Cost = NonNullable<Usage["cost"]>;

/** An agent that remembers may continue its count: then the first cost it reports includes what was spent before. */
function includesCostBefore({ mayIncludeCostBefore, costBefore }: Projection, cost: Cost): boolean {
	return Boolean(mayIncludeCostBefore && costBefore && cost.amount >= costBefore.amount);
}

function addCost(cost: Cost, before: Cost | null | undefined): Cost {
	return before && cost.currency === before.currency ? { ...cost, amount: cost.amount + before.amount } : cost;
}

/** `available_commands_update`. Null when it cannot be parsed. */
export function projectCommands(projection: Projection, update: unknown): ProjectionResult | null {
	const commands = parseCommands(update);
	return commands && updateSession(projection, { commands });
}

/** `config_option_update`. Null when it cannot be parsed. */
export function projectConfigOptions(projection: Projection, update: unknown): ProjectionResult | null {
	const options = parseConfigOptions(update);
	return options && updateConfig(projection, { options, modes: null, models: null });
}

/** `current_mode_update`. Null when it cannot be parsed. */
export function projectMode(projection: Projection, update: unknown): ProjectionResult | null {
	const modeId = parseModeId(update);
	return modeId === null ? null : setOldSetting(projection, "mode", modeId);
}

/** The agent's response to a request of ours: some report the session's settings, those to prompts what the turn used. */
export function projectResponse(projection: Projection, response: AgentResponse): ProjectionResult {
	const { result } = response;
	const reported = { options: parseConfigOptions(result), modes: parseModes(result), models: parseModels(result) };
	const settled = andThen(settleOldSettingRequest(projection, response), (next) => updateConfig(next, reported));
	return andThen(settled, (next) => addPromptTokens(next, response));
}

// Agents count them for each prompt, so they need no care when a process of theirs is replaced, unlike the cost.
function addPromptTokens(projection: Projection, { requestKey, result }: AgentResponse): ProjectionResult {
	const used = projection.countedResponse === requestKey ? undefined : readPromptTokens(result);
	if (!used) return unchanged(projection);
	const usage = projection.session.usage ?? { used: 0, size: 0 };
	return updateSession(
		{ ...projection, countedResponse: requestKey },
		{ usage: { ...usage, tokens: addTokens(usage.tokens, used) } },
	);
}

/** The settings that a session was opened with. */
export function readSettings(opened: unknown): readonly ConfigOption[] {
	return visibleOptions({
		options: parseConfigOptions(opened) ?? [],
		modes: parseModes(opened),
		models: parseModels(opened),
	});
}

// The responses to `session/set_mode` and `session/set_model` do not name the value.
function settleOldSettingRequest(projection: Projection, response: AgentResponse): ProjectionResult {
	const { oldSettingRequest: request } = projection;
	if (request?.requestKey !== response.requestKey) return unchanged(projection);
	const settled = { ...projection, oldSettingRequest: null };
	return response.isError ? unchanged(settled) : setOldSetting(settled, request.category, request.value);
}

/** Null stands for what the agent did not report. */
function updateConfig(
	projection: Projection,
	reported: Omit<AgentConfig, "options"> & { readonly options: readonly ConfigOption[] | null },
): ProjectionResult {
	const known = currentConfig(projection);
	const old = [reported.modes, reported.models].map((option) => option?.id);
	// Those of an earlier process are stored together, whichever way it reported them.
	const inherited = projection.config ? known.options : known.options.filter(({ id }) => !old.includes(id));
	const config = {
		options: reported.options ?? inherited,
		modes: reported.modes ?? known.modes,
		models: reported.models ?? known.models,
	};
	if (isJsonEqual(config, known)) return unchanged(projection);
	return updateSession({ ...projection, config }, { configOptions: visibleOptions(config) });
}

function currentConfig({ config, session }: Projection): AgentConfig {
	return config ?? { options: session.configOptions, modes: null, models: null };
}

// Some agents report the same modes and models in both ways.
function visibleOptions({ options, modes, models }: AgentConfig): readonly ConfigOption[] {
	const isMissing = ({ id, category }: ConfigOption) =>
		!options.some((option) => option.category === category || option.id === id);
	return [...[modes, models].filter((old) => old !== null).filter(isMissing), ...options];
}

/** Changes the mode or the model, in whichever way the agent reports it. */
function setOldSetting(projection: Projection, category: "mode" | "model", value: string): ProjectionResult {
	const { options, modes, models } = currentConfig(projection);
	const change = (option: ConfigOption) => {
		const offersValue = option.category === category && option.choices.some((choice) => choice.value === value);
		return offersValue ? { ...option, value } : option;
	};
	return updateConfig(projection, {
		options: options.map(change),
		modes: modes && change(modes),
		models: models && change(models),
	});
}
