import * as v from "valibot";
import type { Command } from "../../../src/protocol/index.ts";
import { eachValid } from "./eachValid.ts";
import { orAbsent } from "./orAbsent.ts";
import { parseOrNull } from "./parseOrNull.ts";

const commandSchema = v.pipe(
	v.object({
		name: v.pipe(v.string(), v.minLength(1)),
		description: v.fallback(v.string(), ""),
		input: orAbsent(v.object({ hint: orAbsent(v.string()) })),
	}),
	v.transform(({ name, description, input }) => ({ name, description, hint: input?.hint })),
);

const commandsSchema = v.object({ availableCommands: eachValid(commandSchema) });

/** `available_commands_update` */
export function parseCommands(update: unknown): readonly Command[] | null {
	return parseOrNull(commandsSchema, update)?.availableCommands ?? null;
}
