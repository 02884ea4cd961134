import { parseConfigOptions } from "../parse/parseConfigOptions.ts";
import type { AgentResponse } from "../parse/parseEnvelope.ts";
import { parseModes } from "../parse/parseModes.ts";
import { andThen, type ProjectionResult, unchanged } from "../projected.ts";
import type { Projection } from "../projection.ts";
import { setMode } from "./enterMode.ts";
import { updateConfig } from "./setConfig.ts";

/** The agent's answer to a request of ours: some of them tell the session's settings. */
export function projectResponse(projection: Projection, answer: AgentResponse): ProjectionResult {
	const told = { options: parseConfigOptions(answer.result), modes: parseModes(answer.result) };
	return andThen(settleModeRequest(projection, answer), (next) => updateConfig(next, told));
}

// The answer to `session/set_mode` does not say which mode it is about.
function settleModeRequest(projection: Projection, answer: AgentResponse): ProjectionResult {
	const { modeRequest } = projection;
	if (modeRequest?.requestKey !== answer.requestKey) return unchanged(projection);
	const settled = { ...projection, modeRequest: null };
	return answer.isError ? unchanged(settled) : setMode(settled, modeRequest.modeId);
}
