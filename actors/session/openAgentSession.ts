import type { RawAccess } from "rivetkit/db";
import { SandboxAgent, type SessionCreateRequest, type SessionPersistDriver } from "sandbox-agent";
import { readMeta, writeMeta } from "../database/metaTable.ts";
import { agentExitedAtStart, SessionError } from "../errors/sessionErrors.ts";
import { createWorkspaceFolder } from "../files/workspaceFolder.ts";
import { SESSION_LIMITS, type SessionLimits } from "../limits/sessionLimits.ts";
import { createLastEventView } from "../persist/replay.ts";
import { createSandboxProcesses } from "../processes/processes.ts";
import { openSandbox } from "../sandbox/openSandbox.ts";
import type { Sandbox, SandboxOption } from "../sandbox/sandbox.ts";
import { createSandboxFiles } from "../sandbox/sandboxFiles.ts";
import { withTimeout } from "../timing/timeouts.ts";
import type { AgentSession, AgentSessionListener } from "./agentSession.ts";
import { AcpGuard } from "./guard/AcpGuard.ts";
import { SdkAgentSession } from "./SdkAgentSession.ts";
import { forgetEarlierSession, readEarlierSession, SESSION_ID, startSession } from "./startSession.ts";

const KEY = "agentServer";

/**
 * The name under which the sandbox-agent server keeps our agent. A process that was killed cannot let go of its agent, so
 * the next one does: otherwise each crash would leave an agent running in the sandbox.
 */
interface AgentServerRecord {
	read(): Promise<string | null>;
	write(serverId: string): Promise<void>;
}

export function createAgentServerRecord(db: RawAccess): AgentServerRecord {
	return {
		async read() {
			const serverId = await readMeta(db, KEY);
			return typeof serverId === "string" ? serverId : null;
		},
		write: (serverId) => writeMeta(db, KEY, serverId),
	};
}

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
	/** Where the agent that runs is noted, so that it can be ended after a crash. Without it such an agent stays. */
	readonly agentServer?: AgentServerRecord | undefined;
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
	const sandbox = await openSandbox({ ...options, limits });
	const { agent, persist, signal } = options;
	const cwd = options.cwd ?? sandbox.defaultCwd ?? process.cwd();
	const { session, sdk, guard } = await connect({ ...options, cwd }, limits, sandbox, listener);
	try {
		const sessionInit = { cwd, mcpServers: options.mcpServers ?? [] };
		const starting = startSession({ sdk, guard, persist, agent, sessionInit });
		session.start(await withTimeout(starting, { what: "Starting the agent", ms: limits.startTimeoutMs, signal }));
		return session;
	} catch (error) {
		const failure = session.toError(error);
		await session.close();
		if (isCausedByAgent(failure)) await forgetEarlierSession(persist);
		throw failure.code === "agent_exited" ? toExitedAtStart(failure) : failure;
	}
}

/** Whether the earlier session itself may be the reason, so that the next try has to do without it. */
function isCausedByAgent({ code }: SessionError): boolean {
	return code === "agent_exited" || code === "agent_failed" || code === "timeout";
}

function toExitedAtStart({ info, cause }: SessionError): SessionError {
	return new SessionError(agentExitedAtStart(info.detail), { cause });
}

async function connect(
	{ agent, persist, agentServer, cwd, sandboxId: lastId }: OpenAgentSessionOptions & { readonly cwd: string },
	limits: SessionLimits,
	sandbox: Sandbox,
	listener: AgentSessionListener,
): Promise<{ readonly session: SdkAgentSession; readonly sdk: SandboxAgent; readonly guard: AcpGuard }> {
	const { sandboxId, isNew, fetch, baseUrl, token, headers } = sandbox;
	const guard = new AcpGuard({
		fetch,
		agent,
		limits,
		earlier: isNew ? null : await readEarlierSession(persist, agent),
		abandonedServerId: isNew || !agentServer ? null : await agentServer.read(),
		// A note that fails costs an agent that stays when this process is killed, and nothing else.
		onServerId: (serverId) => void agentServer?.write(serverId).catch(() => undefined),
		onUpdatesLost: (lost) => listener.onUpdatesLost(lost),
		onEnd: (fault) => void session.handleEnd(fault),
	});
	const sdk = await SandboxAgent.connect({
		baseUrl,
		headers,
		...(token === undefined ? {} : { token }),
		fetch: guard.fetch,
		persist: createLastEventView(persist),
		skipHealthCheck: true,
	});
	const files = createSandboxFiles(sdk, cwd, limits.requestTimeoutMs);
	const folder = createWorkspaceFolder({ sandbox, root: cwd }, limits.sandboxReadTimeoutMs);
	const processes = createSandboxProcesses(sandbox, limits.sandboxReadTimeoutMs);
	const session = new SdkAgentSession({
		sandboxId,
		isNewSandbox: isNew && lastId !== null,
		limits,
		sdk,
		files,
		folder,
		processes,
		guard,
		listener,
		forgetSession: () => forgetEarlierSession(persist),
	});
	sdk.onSessionEvent(SESSION_ID, (event) => session.handleEvent(event));
	return { session, sdk, guard };
}
