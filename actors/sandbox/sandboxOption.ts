import type { SandboxAgentStartOptions } from "sandbox-agent";

/** A provider of sandboxes, as `sandbox-agent/local`, `/docker`, `/e2b`, `/daytona`, `/vercel`, `/modal`, … make them. */
export type SandboxProvider = SandboxAgentStartOptions["sandbox"];

/** A sandbox-agent server that runs already, wherever that is. */
export interface SandboxAddress {
	readonly baseUrl: string;
	/** The server's token. It is as good as a shell in the sandbox, and never leaves the actor. */
	readonly token?: string | undefined;
	/** Sent with every request, for a gateway in between. */
	readonly headers?: Readonly<Record<string, string>> | undefined;
	/** A name to show for it. */
	readonly sandboxId?: string | undefined;
}

export type SandboxSource = SandboxProvider | SandboxAddress;

/**
 * Where the agent of a workspace runs: a provider that makes sandboxes, the address of one, or a function that
 * says which for each workspace.
 *
 * @example
 * const options: { sandbox: SandboxOption } = {
 * 	sandbox: ({ workspaceId }) => local({ cwd: `/srv/workspaces/${encodeURIComponent(workspaceId)}` }),
 * };
 */
export type SandboxOption =
	| SandboxSource
	| ((context: { readonly workspaceId: string }) => SandboxSource | Promise<SandboxSource>);

export function isSandboxAddress(source: SandboxSource): source is SandboxAddress {
	return "baseUrl" in source;
}
