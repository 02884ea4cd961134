import * as v from "valibot";
import type { SlashCommand } from "../../../src/protocol/index.ts";
import { arrayOfValid } from "./eachValid.ts";
import { lenientOptional } from "./orAbsent.ts";
import { parseOrNull } from "./parseOrNull.ts";

const commandSchema = v.pipe(
	v.object({
		name: v.pipe(v.string(), v.minLength(1)),
		description: v.fallback(v.string(), ""),
		input: lenientOptional(v.object({ hint: lenientOptional(v.string()) })),
	}),
	v.transform(({ name, description, input }) => ({ name, description, hint: input?.hint })),
);

const commandsSchema = v.object({ availableCommands: arrayOfValid(commandSchema) });

/** `available_commands_update` */
export function parseCommands(update: unknown): readonly SlashCommand[] | null {
	return parseOrNull(commandsSchema, update)?.availableCommands ?? null;
}
