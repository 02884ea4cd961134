import { join } from "node:path";
import { startEngine } from "./engine/startEngine.ts";
import type { Lifetime } from "./Lifetime.ts";
import { loadOptions } from "./loadOptions.ts";
import type { DemoArguments } from "./parseArguments.ts";
import { prepareAgent } from "./prepareAgent.ts";
import { buildPage, servePage } from "./servePage.ts";
import { startActors } from "./startActors.ts";

/**
 * Starts everything in this process or as its children. Nobody else may use the data folder meanwhile.
 *
 * @returns The page's address.
 * @throws {DemoError} If something prevents the start that a person can fix.
 */
export async function startDemo(
	{ agent, port, options }: DemoArguments,
	dataFolder: string,
	lifetime: Lifetime,
): Promise<string> {
	const hostOptions = options === null ? {} : await loadOptions(options);
	if (agent !== null) await prepareAgent(agent, console.log);
	const [endpoint] = await Promise.all([startEngine(join(dataFolder, "engine"), lifetime), buildPage(dataFolder)]);
	await startActors({ endpoint, dataFolder, agent, hostOptions }, lifetime);
	return await servePage({ dataFolder, endpoint, port }, lifetime);
}
