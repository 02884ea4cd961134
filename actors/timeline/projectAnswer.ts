import type { Answer } from "./parse/parseEnvelope.ts";
import { projectConfig, projectMode } from "./projectConfig.ts";
import { andThen, type Projected, unchanged } from "./projected.ts";
import type { Projection } from "./projection.ts";

/** The agent's answer to a request of ours: some of them tell the session's settings. */
export function projectAnswer(projection: Projection, answer: Answer): Projected {
	return andThen(settleModeRequest(projection, answer), (next) => projectConfig(next, answer.result));
}

function settleModeRequest(projection: Projection, answer: Answer): Projected {
	const { modeRequest } = projection;
	if (modeRequest?.requestKey !== answer.requestKey) return unchanged(projection);
	const settled = { ...projection, modeRequest: null };
	return answer.isError ? unchanged(settled) : projectMode(settled, modeRequest.modeId);
}
