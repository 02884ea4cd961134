import * as v from "valibot";
import type { ConfigOption } from "../../../src/protocol/index.ts";
import { arrayOfValid } from "./eachValid.ts";
import { lenientOptional } from "./orAbsent.ts";
import { parseOrNull } from "./parseOrNull.ts";

const modesSchema = v.object({
	modes: v.object({
		currentModeId: v.string(),
		availableModes: arrayOfValid(
			v.object({ id: v.string(), name: v.string(), description: lenientOptional(v.string()) }),
		),
	}),
});

/** The modes of a session in ACP's older way, as the setting that they are. */
export function parseModes(answer: unknown): ConfigOption | null {
	const modes = parseOrNull(modesSchema, answer)?.modes;
	if (modes === undefined) return null;
	const choices = modes.availableModes.map(({ id, ...mode }) => ({ value: id, ...mode }));
	return { id: "mode", name: "Mode", category: "mode", value: modes.currentModeId, choices };
}
