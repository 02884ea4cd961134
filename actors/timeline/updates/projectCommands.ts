import { parseCommands } from "../parse/parseCommands.ts";
import type { Projected } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { setFacts } from "../setFacts.ts";

/** `available_commands_update`. Null when it is not understood. */
export function projectCommands(projection: Projection, update: unknown): Projected | null {
	const commands = parseCommands(update);
	return commands && setFacts(projection, { commands });
}
