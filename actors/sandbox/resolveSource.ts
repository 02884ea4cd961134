import type { SandboxOption, SandboxSource } from "./sandboxOption.ts";

/** Where the agent of this workspace runs. */
export async function resolveSandboxSource(sandbox: SandboxOption, workspaceId: string): Promise<SandboxSource> {
	return typeof sandbox === "function" ? sandbox({ workspaceId }) : sandbox;
}
