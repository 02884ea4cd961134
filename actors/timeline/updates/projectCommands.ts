import { parseCommands } from "../parse/parseCommands.ts";
import type { ProjectionResult } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { updateSession } from "../setFacts.ts";

/** `available_commands_update`. Null when it is not understood. */
export function projectCommands(projection: Projection, update: unknown): ProjectionResult | null {
	const commands = parseCommands(update);
	return commands && updateSession(projection, { commands });
}
