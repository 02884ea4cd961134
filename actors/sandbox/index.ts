export { type LocalSandboxOptions, local, stopLocalSandboxes } from "./local.ts";
export type { SandboxAddress, SandboxOption, SandboxProvider, SandboxSource } from "./sandbox.ts";
