import { parseConfigOptions } from "../parse/parseConfigOptions.ts";
import type { Answer } from "../parse/parseEnvelope.ts";
import { parseModes } from "../parse/parseModes.ts";
import { andThen, type Projected, unchanged } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { enterMode } from "./enterMode.ts";
import { setConfig } from "./setConfig.ts";

/** The agent's answer to a request of ours: some of them tell the session's settings. */
export function projectAnswer(projection: Projection, answer: Answer): Projected {
	const told = { options: parseConfigOptions(answer.result), modes: parseModes(answer.result) };
	return andThen(settleModeRequest(projection, answer), (next) => setConfig(next, told));
}

// The answer to `session/set_mode` does not say which mode it is about.
function settleModeRequest(projection: Projection, answer: Answer): Projected {
	const { modeRequest } = projection;
	if (modeRequest?.requestKey !== answer.requestKey) return unchanged(projection);
	const settled = { ...projection, modeRequest: null };
	return answer.isError ? unchanged(settled) : enterMode(settled, modeRequest.modeId);
}
