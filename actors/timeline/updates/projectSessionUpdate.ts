import type { ProjectionContext } from "../projectContext.ts";
import { type ProjectionResult, unchanged } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { projectChunk } from "./projectChunk.ts";
import { projectCommands } from "./projectCommands.ts";
import { projectConfigOptions } from "./projectConfigOptions.ts";
import { projectMode } from "./projectMode.ts";
import { projectPlan } from "./projectPlan.ts";
import { projectTitle } from "./projectTitle.ts";
import { projectToolCall } from "./projectToolCall.ts";
import { projectToolCallUpdate } from "./projectToolCallUpdate.ts";
import { projectUnknown } from "./projectUnknown.ts";
import { projectUsage } from "./projectUsage.ts";

/** Null when the update is not of the shape that its name promises. */
type ProjectUpdate = (projection: Projection, update: unknown, context: ProjectionContext) => ProjectionResult | null;

const UPDATE_PROJECTORS: ReadonlyMap<unknown, ProjectUpdate> = new Map<unknown, ProjectUpdate>([
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
	["config_option_update", projectConfigOptions],
	["current_mode_update", projectMode],
]);

/** One `session/update`: to its own `project…` by its name, or kept as unknown. */
export function projectSessionUpdate(
	projection: Projection,
	update: Readonly<Record<string, unknown>>,
	context: ProjectionContext,
): ProjectionResult {
	const name = update.sessionUpdate;
	const projected = UPDATE_PROJECTORS.get(name)?.(projection, update, context);
	return projected ?? projectUnknown(projection, typeof name === "string" ? name : "session/update", update, context);
}
