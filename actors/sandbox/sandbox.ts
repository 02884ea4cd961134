import type { SandboxProvider as SdkSandboxProvider } from "sandbox-agent";
import type { WorkspaceErrorInfo } from "../../src/protocol/index.ts";
import { SessionError, sessionSetupFailed } from "../errors/sessionErrors.ts";

/** A sandbox that answers, and how to reach the sandbox-agent server in it. */
export interface Sandbox {
	/** `<provider>/<id>`, by which it is found again; null for an address without a name. */
	readonly sandboxId: string | null;
	/** It was created just now, so it holds nothing of the last one. */
	readonly isNew: boolean;
	/** It is new, and the workspace had another sandbox before. */
	readonly isReplacement: boolean;
	readonly baseUrl: string;
	readonly fetch: typeof fetch;
	readonly token: string | undefined;
	readonly headers: Readonly<Record<string, string>>;
	/** The folder the agent works in, as an absolute path in the sandbox. */
	readonly cwd: string;
	/** The ids under which the server runs agents, where the workspace has another id for them. */
	readonly agentSlots: Readonly<Record<string, string>>;
	/** Where the server looks for agents, if the host has chosen that: for people who install one. */
	readonly agentsDirectory?: string | undefined;
	/** Starts the server in the sandbox again if it does not run. */
	ensureServer(): Promise<void>;
	/** Removes a sandbox that was created just now and turned out useless. Never rejects. */
	discard(): Promise<void>;
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string>>;

/** A provider of sandboxes, as `sandbox-agent/docker`, `/e2b`, `/daytona`, `/vercel`, `/modal`, … make them. */
export interface SandboxProvider extends SdkSandboxProvider {
	/** The provider for one workspace, if its sandboxes depend on that. Used instead of this one. */
	readonly forWorkspace?: ((workspaceId: string) => SandboxProvider) | undefined;
	/** The ids under which its servers run agents, where the workspace has another id for them: `{ demo: "mock" }`. */
	readonly agentSlots?: Readonly<Record<string, string>> | undefined;
	/** Where its servers look for agents, absolute or seen from this process. Default: where sandbox-agent does by itself. */
	readonly agentsDirectory?: string | undefined;
	/** The same provider, whose sandboxes have these environment variables beside their own. */
	readonly withEnvironment?: ((env: Environment) => SandboxProvider) | undefined;
}

/** A sandbox-agent server that runs already, wherever that is. */
export interface SandboxAddress {
	/** The URL of the server, with its port. */
	readonly baseUrl: string;
	/** The server's token. It is as good as a shell in the sandbox, and never leaves the actor. */
	readonly token?: string | undefined;
	/** Sent with every request, for a gateway in between. */
	readonly headers?: Readonly<Record<string, string>> | undefined;
	/** A name to show for it. */
	readonly sandboxId?: string | undefined;
}

/** A provider that creates sandboxes, or the address of a running one. */
export type SandboxSource = SandboxProvider | SandboxAddress;

/**
 * Where the agent of a workspace runs: a provider that creates sandboxes, the address of one, or a function that
 * returns either for each workspace.
 *
 * @example
 * const options: { sandbox: SandboxOption } = {
 * 	sandbox: ({ workspaceId }) => local({ cwd: `/srv/checkouts/${encodeURIComponent(workspaceId)}` }),
 * };
 */
export type SandboxOption =
	| SandboxSource
	| ((context: { readonly workspaceId: string }) => SandboxSource | Promise<SandboxSource>);

export function isSandboxAddress(source: SandboxSource): source is SandboxAddress {
	return "baseUrl" in source;
}

/** Where the agent of this workspace runs. */
export async function resolveSandboxSource(sandbox: SandboxOption, workspaceId: string): Promise<SandboxSource> {
	const source = typeof sandbox === "function" ? await sandbox({ workspaceId }) : sandbox;
	if (isSandboxAddress(source)) return source;
	return source.forWorkspace?.(workspaceId) ?? source;
}

/**
 * The source with these environment variables for its agents.
 *
 * @throws {SessionError} `session_setup_failed` when it cannot give them any.
 */
export function withEnvironment(source: SandboxSource, env: Environment): SandboxSource {
	if (Object.keys(env).length === 0) return source;
	const provider = isSandboxAddress(source) ? undefined : source.withEnvironment?.(env);
	if (!provider) throw new SessionError(environmentNotTaken());
	return provider;
}

function environmentNotTaken(): WorkspaceErrorInfo {
	return {
		...sessionSetupFailed(),
		hint: "Only local() takes the `env` of a session. Give it to your provider, in a `sandbox` function.",
	};
}
