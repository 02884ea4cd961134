import type { ConfigOption } from "../../../src/protocol/index.ts";
import { parseConfigOptions } from "../parse/parseConfigOptions.ts";
import { parseModes } from "../parse/parseModes.ts";
import { visibleOptions } from "./setConfig.ts";

/** The settings that a session was opened with. */
export function readSettings(told: unknown): readonly ConfigOption[] {
	return visibleOptions({ options: parseConfigOptions(told) ?? [], modes: parseModes(told) });
}
