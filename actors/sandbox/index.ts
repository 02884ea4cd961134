export type { AgentProgram } from "./agentPrograms.ts";
export { type LocalSandboxOptions, local, stopLocalSandboxes } from "./local.ts";
export type { Environment, SandboxAddress, SandboxOption, SandboxProvider, SandboxSource } from "./sandbox.ts";
