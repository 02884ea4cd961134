import { installAgentProgram } from "../../actors/sandbox/agentPrograms.ts";
import { demoAgent } from "./demoProgram.ts";

/**
 * Installs the demo agent as sandbox-agent's agent `mock`, for tests that start servers of their own. Hosts, and
 * `local()`, give it as `agents: { demo: demoAgent() }`.
 *
 * @param dataHome - The `XDG_DATA_HOME` of the server, an absolute path; created if it is missing.
 * @returns The path of the file that was written.
 */
export function installDemoAgent(dataHome: string): Promise<string> {
	return installAgentProgram(dataHome, "mock", demoAgent());
}
