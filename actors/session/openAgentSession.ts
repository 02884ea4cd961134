import {
	SandboxAgent,
	type Session as SdkSession,
	type SessionCreateRequest,
	type SessionPersistDriver,
} from "sandbox-agent";
import { createFolderLooks } from "../files/createFolderLooks.ts";
import { createReplayView } from "../persist/createReplayView.ts";
import { createSandboxProcesses } from "../processes/createSandboxProcesses.ts";
import { reachSandbox } from "../sandbox/reachSandbox.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { SandboxOption } from "../sandbox/sandboxOption.ts";
import type { AgentSession, AgentSessionListener } from "./agentSession.ts";
import { createSandboxFiles } from "./createSandboxFiles.ts";
import { AcpGuard } from "./guard/AcpGuard.ts";
import { SdkAgentSession } from "./SdkAgentSession.ts";
import { SessionError } from "./SessionError.ts";
import { agentExitedAtStart } from "./sessionFaults.ts";
import { SESSION_LIMITS, type SessionLimits } from "./sessionLimits.ts";
import { withLimit } from "./withLimit.ts";

/** A workspace has one session, so its name says nothing. */
export const SESSION_ID = "default";

export interface OpenAgentSessionOptions {
	readonly workspaceId: string;
	/** The agent's id: `claude`, `codex`, `opencode`, … */
	readonly agent: string;
	readonly sandbox: SandboxOption;
	/** The last known sandbox; null when there was none yet. When it is gone, a new one is made. */
	readonly sandboxId: string | null;
	/** Where in the sandbox the agent works. Default: what the sandbox's provider says. */
	readonly cwd?: string | undefined;
	readonly mcpServers?: NonNullable<SessionCreateRequest["sessionInit"]>["mcpServers"] | undefined;
	/** What went before, and where what comes is noted. */
	readonly persist: SessionPersistDriver;
	/** Ends the opening; an open session ends by `close`. */
	readonly signal: AbortSignal;
	readonly limits?: Partial<SessionLimits> | undefined;
}

/**
 * Opens the session of a workspace with its agent: finds or makes the sandbox, waits for the server in it, starts the
 * agent and tells it what went before.
 *
 * The listener hears from the first event on, before the promise resolves. When opening fails, `onClosed` stays silent.
 *
 * @throws {SessionError} `sandbox_failed`, `sandbox_unreachable`, `agent_not_installed`, `agent_exited`,
 *   `agent_failed`, `timeout`, or `closed` when the signal is aborted.
 * @example
 * const session = await openAgentSession({ workspaceId, agent: "claude", sandbox: local(), … }, listener);
 * const { stopReason } = await session.prompt([{ type: "text", text: "Hello" }]);
 */
export async function openAgentSession(
	options: OpenAgentSessionOptions,
	listener: AgentSessionListener,
): Promise<AgentSession> {
	const limits = { ...SESSION_LIMITS, ...options.limits };
	const sandbox = await reachSandbox({ ...options, limits });
	const cwd = options.cwd ?? sandbox.defaultCwd ?? process.cwd();
	const { session, sdk } = await connect({ ...options, cwd }, limits, sandbox, listener);
	try {
		const starting = startSession(options, sdk, cwd);
		const limit = { what: "Starting the agent", ms: limits.startMs, signal: options.signal };
		const started = await withLimit(starting, limit);
		session.start(started.session, started.origin);
		return session;
	} catch (error) {
		const failure = session.toError(error);
		await session.close();
		throw failure.code === "agent_exited" ? exitedAtStart(failure) : failure;
	}
}

function exitedAtStart({ fault, cause }: SessionError): SessionError {
	return new SessionError(agentExitedAtStart(fault.detail), { cause });
}

async function connect(
	{ agent, persist, cwd }: OpenAgentSessionOptions & { readonly cwd: string },
	limits: SessionLimits,
	sandbox: Sandbox,
	listener: AgentSessionListener,
): Promise<{ readonly session: SdkAgentSession; readonly sdk: SandboxAgent }> {
	const { sandboxId, fetch, baseUrl, token, headers } = sandbox;
	const guard = new AcpGuard({
		fetch,
		agent,
		limits,
		onGap: (lost) => listener.onGap(lost),
		onEnd: (fault) => void session.hearEnd(fault),
	});
	const sdk = await SandboxAgent.connect({
		baseUrl,
		headers,
		...(token === undefined ? {} : { token }),
		fetch: guard.fetch,
		persist: createReplayView(persist),
		skipHealthCheck: true,
	});
	const files = createSandboxFiles(sdk, cwd, limits.requestMs);
	const folder = createFolderLooks({ sandbox, root: cwd }, limits.lookMs);
	const processes = createSandboxProcesses(sandbox, limits.lookMs);
	const session = new SdkAgentSession({ sandboxId, limits, sdk, files, folder, processes, guard, listener });
	sdk.onSessionEvent(SESSION_ID, (event) => session.hearEvent(event));
	return { session, sdk };
}

async function startSession(
	{ persist, agent, mcpServers }: OpenAgentSessionOptions,
	sdk: SandboxAgent,
	cwd: string,
): Promise<{ readonly session: SdkSession; readonly origin: AgentSession["origin"] }> {
	const sessionInit = { cwd, mcpServers: mcpServers ?? [] };
	const previous = await persist.getSession(SESSION_ID);
	// The SDK restores a session with what it was made with; the workspace may have another agent or place by now.
	if (previous) await persist.updateSession({ ...previous, agent, sessionInit });
	const session = await sdk.resumeOrCreateSession({ id: SESSION_ID, agent, sessionInit });
	return { session, origin: previous ? "replayed" : "new" };
}
