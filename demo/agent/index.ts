export type { AgentProgram } from "../../actors/sandbox/agentPrograms.ts";
export { type DemoAgentOptions, demoAgent } from "./demoProgram.ts";
