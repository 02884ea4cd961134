import { join } from "node:path";
import { startEngine } from "./engine/startEngine.ts";
import type { Lifetime } from "./Lifetime.ts";
import type { DemoArguments } from "./parseArguments.ts";
import { prepareAgent } from "./prepareAgent.ts";
import { Run } from "./Run.ts";
import { buildPage, servePage } from "./servePage.ts";

/**
 * Starts everything, in a data folder that nobody else uses at the time.
 *
 * @returns The page's address.
 * @throws {DemoError} When something stands in the way that a person can put right.
 */
export async function startDemo(
	{ agent, port }: DemoArguments,
	dataFolder: string,
	lifetime: Lifetime,
): Promise<string> {
	const run = await Run.claim(dataFolder);
	await lifetime.add(() => run.release());
	if (agent !== null) await prepareAgent(agent, console.log);
	const [endpoint] = await Promise.all([startEngine(join(dataFolder, "engine"), lifetime), buildPage(dataFolder)]);
	// rivetkit reads its environment when it is loaded.
	const { startActors } = await import("./startActors.ts");
	await startActors({ endpoint, dataFolder, agent }, lifetime);
	const address = await servePage({ dataFolder, endpoint, port }, lifetime);
	await run.announce(address);
	return address;
}
