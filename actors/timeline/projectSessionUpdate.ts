import { parseCommands } from "./parse/parseCommands.ts";
import { parseConfigOptions } from "./parse/parseConfigOptions.ts";
import { parseModeId } from "./parse/parseModeId.ts";
import { parseUsage } from "./parse/parseUsage.ts";
import { projectChunk } from "./projectChunk.ts";
import { projectConfig, projectMode } from "./projectConfig.ts";
import type { ProjectContext } from "./projectContext.ts";
import { type Projected, unchanged } from "./projected.ts";
import type { Projection } from "./projection.ts";
import { projectPlan } from "./projectPlan.ts";
import { projectTitle } from "./projectTitle.ts";
import { projectToolCall } from "./projectToolCall.ts";
import { projectToolCallUpdate } from "./projectToolCallUpdate.ts";
import { projectUnknown } from "./projectUnknown.ts";
import { setFacts } from "./setFacts.ts";

/** Null when the update is not of the shape that its name promises. */
type ProjectUpdate = (projection: Projection, update: unknown, context: ProjectContext) => Projected | null;

const PROJECT_UPDATE: ReadonlyMap<unknown, ProjectUpdate> = new Map<unknown, ProjectUpdate>([
	// What a person asked is in the timeline already, with who asked it.
	["user_message_chunk", (projection) => unchanged(projection)],
	["agent_message_chunk", (projection, update, context) => projectChunk(projection, "message", update, context)],
	["agent_thought_chunk", (projection, update, context) => projectChunk(projection, "thought", update, context)],
	["tool_call", projectToolCall],
	["tool_call_update", projectToolCallUpdate],
	["plan", projectPlan],
	["session_info_update", projectTitle],
	["usage_update", projectUsage],
	["available_commands_update", projectCommands],
	["config_option_update", projectConfigUpdate],
	["current_mode_update", projectModeUpdate],
]);

/** One `session/update`: to its own `project…` by its name, or kept as unknown. */
export function projectSessionUpdate(
	projection: Projection,
	update: Readonly<Record<string, unknown>>,
	context: ProjectContext,
): Projected {
	const name = update.sessionUpdate;
	const projected = PROJECT_UPDATE.get(name)?.(projection, update, context);
	return projected ?? projectUnknown(projection, typeof name === "string" ? name : "session/update", update, context);
}

function projectUsage(projection: Projection, update: unknown): Projected | null {
	const usage = parseUsage(update);
	return usage && setFacts(projection, { usage });
}

function projectCommands(projection: Projection, update: unknown): Projected | null {
	const commands = parseCommands(update);
	return commands && setFacts(projection, { commands });
}

function projectConfigUpdate(projection: Projection, update: unknown): Projected | null {
	return parseConfigOptions(update) && projectConfig(projection, update);
}

function projectModeUpdate(projection: Projection, update: unknown): Projected | null {
	const modeId = parseModeId(update);
	return modeId === null ? null : projectMode(projection, modeId);
}
