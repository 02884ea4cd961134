import type { PoolChoice } from "./enginePool.ts";
import { findOwnTokenProblem, findTokenProblem } from "./engineToken.ts";
import { findFolderProblem, findTakenPorts, isEngine, type LocalEngine } from "./localEngine.ts";
import type { Environment, StartProblem } from "./productionProblem.ts";

/**
 * What keeps a server from working with the engine on this machine. One that runs is used as it is; otherwise the server
 * starts one, which needs its token, its folder and its ports.
 */
export async function findLocalEngineProblem(
	engine: LocalEngine,
	{ environment, choice }: { environment: Environment; choice?: PoolChoice },
): Promise<StartProblem | null> {
	if (await isEngine(engine.endpoint))
		return findTokenProblem(engine.endpoint, { environment, ...(choice && { choice }), local: engine });
	const problem = findOwnTokenProblem(environment, choice) ?? (await findFolderProblem(engine));
	if (problem) return problem;
	const taken = await findTakenPorts(engine);
	if (taken.length === 0) return null;
	return {
		message: `The Rivet engine needs the ports ${engine.port}, ${engine.port + 1} and ${engine.port + 10}, but something else uses ${taken.join(" and ")}.`,
		hint: `RIVET_RUN_ENGINE_PORT=${engine.port + 100}    uses other ports; give pages endpoint="http://127.0.0.1:${engine.port + 100}"`,
	};
}
